package dev.maskwise.report;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.curve.CurveMetric;
import dev.maskwise.metric.curve.CurveMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of a summary that come from scores; none for label maps. */
final class ScoreTables {
  private final Summary summary;
  private final ReportValues values;

  ScoreTables(Summary summary, ReportValues values) {
    this.summary = summary;
    this.values = values;
  }

  List<ReportTable> all() {
    if (summary.losses().isEmpty()) {
      return List.of();
    }
    Map<String, String> losses = new LinkedHashMap<>();
    summary.losses().forEach(loss -> losses.put(loss, loss));
    ReportTable overClasses =
        values.overClasses(
            "Losses",
            "Lower is better. What follows ± is proven: the true value is not farther away.",
            losses);
    ListedClasses listed = ListedClasses.of(summary, values, OverlapMetrics.IOU.name());
    ReportTable byClass =
        table(
            "Losses class by class",
            "Averaging: dataset. Losses that have a value for each class." + listed.note(),
            summary.losses(),
            listed.ids());
    List<@Nullable Integer> andTheirMean = new ArrayList<>(listed.ids());
    if (summary.scoredClasses().size() > 1) {
      andTheirMean.add(null);
    }
    ReportTable curves =
        table(
            "Thresholds and calibration",
            "Averaging: dataset, over all pixels. A best threshold is a %s. What follows ± is proven.%s%s"
                .formatted(summary.unitOfThresholds(), topLabel(), listed.note()),
            // Dice has its best where IoU has it, and no room beside it.
            CurveMetrics.ALL.stream()
                .map(CurveMetric::name)
                .filter(name -> !name.equals(CurveMetrics.BEST_DICE.name()))
                .toList(),
            andTheirMean);
    return Stream.of(overClasses, byClass, curves)
        .filter(table -> !table.rows().isEmpty())
        .toList();
  }

  /** The one number that belongs to no class, in words; a column of its own would be empty. */
  private String topLabel() {
    String metric = CurveMetrics.ECE_TOP_LABEL.name();
    List<String> models =
        summary.models().stream()
            .filter(model -> find(model, metric, null) != null)
            .map(model -> model + " " + Numbers.value(find(model, metric, null)))
            .toList();
    return models.isEmpty() ? "" : " %s: %s.".formatted(metric, String.join(", ", models));
  }

  /**
   * A row for each class and model, a column for each metric; only those that hold a value.
   *
   * @param classIds the classes; null for the value over the classes
   */
  private ReportTable table(
      String title, String note, List<String> metrics, List<? extends @Nullable Integer> classIds) {
    List<String> columns =
        metrics.stream()
            .filter(metric -> classIds.stream().anyMatch(id -> !ofModels(metric, id).isEmpty()))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (Integer classId : classIds) {
      boolean scored = columns.stream().anyMatch(metric -> !ofModels(metric, classId).isEmpty());
      for (String model : scored ? summary.models() : List.<String>of()) {
        String name = classId == null ? "over the classes" : summary.classes().get(classId);
        List<String> row = new ArrayList<>(List.of(name, model));
        columns.forEach(metric -> row.add(Numbers.value(find(model, metric, classId))));
        rows.add(row);
      }
    }
    List<String> header = new ArrayList<>(List.of("class", "model"));
    header.addAll(columns);
    return new ReportTable(title, note, header, rows);
  }

  private List<MetricValue> ofModels(String metric, @Nullable Integer classId) {
    return summary.models().stream()
        .flatMap(model -> Stream.ofNullable(find(model, metric, classId)))
        .toList();
  }

  private @Nullable MetricValue find(String model, String metric, @Nullable Integer classId) {
    return values.find(model, null, metric, Averaging.DATASET, classId);
  }
}
