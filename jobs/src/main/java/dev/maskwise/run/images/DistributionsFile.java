package dev.maskwise.run.images;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.table.ColumnCursor;
import dev.maskwise.run.table.ParquetTable;
import dev.maskwise.run.table.PartRows;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code distributions.parquet}. */
public final class DistributionsFile {
  private static final String NAME = "distributions.parquet";

  private DistributionsFile() {}

  /**
   * For each model slice label → where its scores lie; none for label maps.
   *
   * @throws InputRefusedException when the table cannot be read
   */
  public static List<Map<String, ScoreDistribution>> read(StoredRun run, Terms terms) {
    List<Map<String, ScoreDistribution>> models = new ArrayList<>();
    if (!terms.hasScores()) {
      return models;
    }
    ScoreKind kind =
        terms.task() != Task.MULTICLASS
            ? Objects.requireNonNull(terms.scoreKind())
            : ScoreKind.PROBABILITY;
    Map<String, Map<String, ScoreDistribution>> all = new HashMap<>();
    new ParquetTable(
            run.storage(),
            new Path(run.directory(), NAME),
            List.of("model", "slice", "channel", "histogram", "calibration"))
        .parts(() -> new Rows(terms.channels(), kind))
        .forEach(all::putAll); // It has one part.
    for (String model : run.manifest().models()) {
      models.add(all.getOrDefault(model, Map.of()));
    }
    return models;
  }

  /** What is kept of a model in a slice. */
  private static final class Parts {
    private final ScoreHistogram[] histograms;
    private final CalibrationBins[] calibrations;
    private @Nullable CalibrationBins topLabel;

    Parts(int channels) {
      histograms = new ScoreHistogram[channels];
      calibrations = new CalibrationBins[channels];
    }

    ScoreDistribution distribution(ScoreKind kind) {
      return ScoreDistribution.of(kind, List.of(histograms), List.of(calibrations), topLabel);
    }
  }

  private record Rows(int channels, ScoreKind kind, Map<String, Map<String, Parts>> models)
      implements PartRows<Map<String, Map<String, ScoreDistribution>>> {
    Rows(int channels, ScoreKind kind) {
      this(channels, kind, new HashMap<>());
    }

    @Override
    public void read(Map<String, ColumnCursor> columns, long rows) {
      for (long row = 0; row < rows; row++) {
        Parts parts =
            models
                .computeIfAbsent(text(columns, "model"), model -> new HashMap<>())
                .computeIfAbsent(text(columns, "slice"), slice -> new Parts(channels));
        CalibrationBins calibration = CalibrationBins.TYPE.decode(bytes(columns, "calibration"));
        int channel = Objects.requireNonNull(columns.get("channel")).number(-1);
        if (channel < 0) {
          parts.topLabel = calibration;
        } else {
          parts.histograms[channel] = ScoreHistogram.TYPE.decode(bytes(columns, "histogram"));
          parts.calibrations[channel] = calibration;
        }
        columns.values().forEach(ColumnCursor::nextRow);
      }
    }

    private static String text(Map<String, ColumnCursor> columns, String name) {
      return Objects.requireNonNull(Objects.requireNonNull(columns.get(name)).text());
    }

    private static byte[] bytes(Map<String, ColumnCursor> columns, String name) {
      return Objects.requireNonNull(Objects.requireNonNull(columns.get(name)).bytes());
    }

    @Override
    public Map<String, Map<String, ScoreDistribution>> result() {
      Map<String, Map<String, ScoreDistribution>> distributions = new HashMap<>();
      models.forEach(
          (model, slices) -> {
            Map<String, ScoreDistribution> ofModel = new HashMap<>();
            slices.forEach((slice, parts) -> ofModel.put(slice, parts.distribution(kind)));
            distributions.put(model, ofModel);
          });
      return distributions;
    }
  }
}
