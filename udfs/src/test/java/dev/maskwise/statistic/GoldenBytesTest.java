package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryExamples;
import dev.maskwise.statistic.object.DetectionExamples;
import dev.maskwise.statistic.object.DetectionRecords;
import dev.maskwise.statistic.object.PanopticCounts;
import dev.maskwise.statistic.object.PanopticExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bytes that were stored once are read for ever. The files under {@code bytes/v1} hold, for each
 * statistic, lines {@code # what it is} and its bytes in hexadecimal; they only ever grow. To write
 * those of new values: {@code ./mvnw test -pl udfs -Dtest=GoldenBytesTest -Dbytes.write}; what was
 * there stays, or the test fails.
 */
class GoldenBytesTest {

  private static final Path DIRECTORY = Path.of("src", "test", "resources", "bytes", "v1");

  private static final HexFormat HEX = HexFormat.of();

  private static final Map<StatisticType<?>, Map<String, ?>> GOLDEN =
      Map.ofEntries(
          Map.entry(ConfusionMatrix.TYPE, confusionMatrices()),
          Map.entry(OverlapCounts.TYPE, overlapCounts()),
          Map.entry(ExactSum.TYPE, exactSums()),
          Map.entry(Mean.TYPE, means()),
          Map.entry(SoftOverlap.TYPE, softOverlaps()),
          Map.entry(PixelLosses.TYPE, pixelLosses()),
          Map.entry(ScoreHistogram.TYPE, scoreHistograms()),
          Map.entry(CalibrationBins.TYPE, calibrationBins()),
          Map.entry(DetectionRecords.TYPE, DetectionExamples.golden()),
          Map.entry(BoundaryCounts.TYPE, BoundaryExamples.golden()),
          Map.entry(PanopticCounts.TYPE, PanopticExamples.golden()));

  private static Map<String, ConfusionMatrix> confusionMatrices() {
    Map<String, ConfusionMatrix> golden = new LinkedHashMap<>();
    golden.put("nothing", ConfusionMatrix.TYPE.empty());
    golden.put("2 classes, no pixels", ConfusionMatrix.of(2, new long[4]));
    golden.put(
        "3 classes, rows 5 1 0, 2 7 0, 300 0 40000",
        ConfusionMatrix.of(3, new long[] {5, 1, 0, 2, 7, 0, 300, 0, 40000}));
    long[] sparse = new long[300 * 300];
    sparse[299 * 300 + 298] = Long.MAX_VALUE;
    golden.put("300 classes, truth 299 prediction 298 2^63-1", ConfusionMatrix.of(300, sparse));
    return golden;
  }

  private static Map<String, OverlapCounts> overlapCounts() {
    Map<String, OverlapCounts> golden = new LinkedHashMap<>();
    golden.put("nothing", OverlapCounts.TYPE.empty());
    golden.put(
        "intersection 2, truth 5, prediction 300, pixels 2097152",
        new OverlapCounts(2, 5, 300, 2097152));
    long max = Long.MAX_VALUE;
    golden.put("four times 2^63-1", new OverlapCounts(max, max, max, max));
    return golden;
  }

  private static Map<String, ExactSum> exactSums() {
    Map<String, ExactSum> golden = new LinkedHashMap<>();
    golden.put("nothing", new ExactSum());
    golden.put("0.1 + 0.2", sum(0.1, 0.2));
    golden.put("-1", sum(-1));
    golden.put("128, whose number is 1", sum(128));
    golden.put("the smallest double", sum(Double.MIN_VALUE));
    golden.put("-1e308 - 1e308", sum(-1e308, -1e308));
    golden.put("1 + 2^-100", sum(1, 0x1p-100));
    return golden;
  }

  private static Map<String, Mean> means() {
    Map<String, Mean> golden = new LinkedHashMap<>();
    golden.put("nothing", new Mean());
    golden.put("undefined twice", mean(Double.NaN, Double.NaN));
    golden.put("0.25, 0.5, -3, undefined once", mean(0.25, 0.5, -3, Double.NaN));
    return golden;
  }

  private static Map<String, SoftOverlap> softOverlaps() {
    Map<String, SoftOverlap> golden = new LinkedHashMap<>();
    golden.put("nothing", new SoftOverlap());
    golden.put("300 pixels, 4 true, no probability", SoftOverlap.of(300, 4, 0, 0, 0));
    golden.put(
        "10 pixels, 4 true, intersection 2.5, prediction 3.25, squares 1.0625",
        SoftOverlap.of(10, 4, 2.5, 3.25, 1.0625));
    return golden;
  }

  private static Map<String, PixelLosses> pixelLosses() {
    Map<String, PixelLosses> golden = new LinkedHashMap<>();
    golden.put("nothing", new PixelLosses());
    golden.put(
        "1 class, no exponents, 3 of 7 pixels",
        PixelLosses.of(new float[0], new double[0][], new long[] {3}, 7));
    golden.put(
        "exponents 0 and 2, sums 1.5 0.25 and 0.5 0, 200 and 1 of 300 pixels",
        PixelLosses.of(
            new float[] {0, 2}, new double[][] {{1.5, 0.25}, {0.5, 0}}, new long[] {200, 1}, 300));
    return golden;
  }

  private static Map<String, ScoreHistogram> scoreHistograms() {
    Map<String, ScoreHistogram> golden = new LinkedHashMap<>();
    golden.put("nothing", ScoreHistogram.TYPE.empty());
    golden.put("16 bits, no pixels", new ScoreHistogram(16));
    ScoreHistogram one = new ScoreHistogram(0);
    one.add(new float[] {1}, new byte[] {1}, 1);
    golden.put("0 bits, foreground 1", one);
    ScoreHistogram scores = new ScoreHistogram(10);
    scores.add(new float[] {-3, -0.1f, -0f, 0, 2, 2.0001f, 9}, new byte[] {0, 0, 1, 0, 1, 0, 1}, 7);
    golden.put("10 bits, background -3 -0.1 0 2.0001, foreground 0 2 9", scores);
    ScoreHistogram many = one.copy();
    for (int i = 0; i < 40; i++) {
      many.add(many);
    }
    golden.put("0 bits, foreground 1 2^40 times", many);
    return golden;
  }

  private static Map<String, CalibrationBins> calibrationBins() {
    Map<String, CalibrationBins> golden = new LinkedHashMap<>();
    golden.put("nothing", CalibrationBins.TYPE.empty());
    golden.put("3 bins, no pixels", new CalibrationBins(3));
    CalibrationBins left = new CalibrationBins(2);
    left.add(new float[] {0.5f, 0, 1}, new byte[] {1, 0, 1}, 3);
    golden.put("2 bins closed on the left, positive 0.5 1, others 0", left);
    CalibrationBins right = new CalibrationBins(2, ClosedSide.RIGHT);
    right.add(new float[] {0.5f, 0, 1}, new byte[] {1, 0, 1}, 3);
    golden.put("2 bins closed on the right, positive 0.5 1, others 0", right);
    return golden;
  }

  private static ExactSum sum(double... numbers) {
    ExactSum sum = new ExactSum();
    for (double x : numbers) {
      sum.add(x);
    }
    return sum;
  }

  private static Mean mean(double... numbers) {
    Mean mean = new Mean();
    for (double x : numbers) {
      mean.add(x);
    }
    return mean;
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
  <S> void bytesAreWrittenAndReadAsEver(StatisticType<S> type) throws IOException {
    @SuppressWarnings("unchecked") // each type is listed with its own values
    Map<String, S> golden = (Map<String, S>) GOLDEN.getOrDefault(type, Map.of());
    List<String> lines = new ArrayList<>();
    golden.forEach(
        (description, value) -> {
          lines.add("# " + description);
          lines.add(HEX.formatHex(type.encode(value)));
        });
    List<String> stored = stored(type, lines);
    assertThat(lines).isNotEmpty().isEqualTo(stored);
    golden.forEach(
        (description, value) -> {
          String hex = stored.get(stored.indexOf("# " + description) + 1);
          assertThat(type.decode(HEX.parseHex(hex))).as(description).isEqualTo(value);
        });
  }

  /** The lines of a file; where they are to be written, those are added that it lacks. */
  private static List<String> stored(StatisticType<?> type, List<String> lines) throws IOException {
    Path file = DIRECTORY.resolve(type.name() + ".hex");
    List<String> stored = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (System.getProperty("bytes.write") != null) {
      assertThat(lines.subList(0, Math.min(stored.size(), lines.size()))).isEqualTo(stored);
      Files.write(file, lines);
      return lines;
    }
    return stored;
  }
}
