package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The curves of an output: what they must be whatever the scores are. */
final class Curves {
  private Curves() {}

  /** Model, slice and class → the points of {@code curves.parquet}, thresholds descending. */
  static Map<String, List<Row>> read(Path out) {
    return MaskwiseRun.table(out, "curves.parquet").stream()
        .sorted(Comparator.comparingDouble(row -> -row.<Double>getAs("threshold")))
        .collect(
            Collectors.groupingBy(
                row -> key(row.getAs("model"), row.getAs("slice"), row.getAs("class")),
                TreeMap::new,
                Collectors.toList()));
  }

  static String key(String model, @Nullable String slice, String className) {
    return "%s %s %s".formatted(model, slice, className);
  }

  /** The table agrees with itself, with the curves of summary.json, and with the best IoU. */
  static void requireConsistent(Path out) throws IOException {
    JsonNode summary = MaskwiseRun.summary(out);
    Map<String, List<Row>> curves = read(out);
    curves.values().forEach(Curves::requireWhole);
    assertThat(summary.get("curves")).isNotEmpty();
    for (JsonNode thinned : summary.get("curves")) {
      String model = thinned.get("model").asText();
      String className = thinned.get("class").asText();
      List<Row> points = curves.get(key(model, null, className));
      assertThat(points).as(className).isNotNull();
      requirePart(thinned, points);
      requireBest(summary, model, className, points);
    }
    assertThat(summary.get("curves"))
        .hasSize((int) curves.keySet().stream().filter(k -> k.contains(" null ")).count());
  }

  /** Nothing is predicted at first and everything at last; on the way no count falls. */
  private static void requireWhole(List<Row> points) {
    Row first = points.get(0);
    Row last = points.get(points.size() - 1);
    assertThat(first.<Double>getAs("threshold")).isInfinite().isPositive();
    assertThat(counts(first)).containsExactly(0, 0);
    assertThat(counts(last))
        .containsExactly(last.<Long>getAs("foreground"), last.<Long>getAs("background"));
    for (int i = 1; i < points.size(); i++) {
      long[] before = counts(points.get(i - 1));
      long[] here = counts(points.get(i));
      boolean grows = here[0] >= before[0] && here[1] >= before[1];
      require(grows && here[0] + here[1] > before[0] + before[1], "counts", points.get(i));
      requireRatios(points.get(i), here);
    }
  }

  private static long[] counts(Row point) {
    return new long[] {point.<Long>getAs("true_positives"), point.<Long>getAs("false_positives")};
  }

  private static void requireRatios(Row point, long[] counts) {
    long foreground = point.getAs("foreground");
    long background = point.getAs("background");
    double hits = (double) counts[0];
    requireRatio(point, "precision", hits, counts[0] + counts[1]);
    requireRatio(point, "recall", hits, foreground);
    requireRatio(point, "false_positive_rate", (double) counts[1], background);
    requireRatio(point, "iou", hits, foreground + counts[1]);
    requireRatio(point, "dice", 2 * hits, foreground + counts[0] + counts[1]);
  }

  private static void requireRatio(Row point, String column, double part, long whole) {
    Double value = point.getAs(column);
    require(whole == 0 ? value == null : value != null && value == part / whole, column, point);
  }

  /** For the very many points of a curve, of which an assertion each would take long. */
  private static void require(boolean holds, String what, Row point) {
    if (!holds) {
      throw new AssertionError(what + " of " + point);
    }
  }

  /** Every point of the short curve is one of the whole curve; the ends are in both. */
  private static void requirePart(JsonNode thinned, List<Row> points) {
    int size = thinned.get("threshold").size();
    assertThat(size).isBetween(Math.min(points.size(), 3), 102);
    int next = 0;
    for (int i = 0; i < size; i++) {
      JsonNode threshold = thinned.get("threshold").get(i);
      double wanted = threshold.isNull() ? Double.POSITIVE_INFINITY : threshold.asDouble();
      while (points.get(next).<Double>getAs("threshold") != wanted) {
        next++;
      }
      for (String column : List.of("precision", "recall", "false_positive_rate", "iou", "dice")) {
        JsonNode value = thinned.get(column).get(i);
        assertThat(value.isNull() ? null : value.asDouble())
            .as(column)
            .isEqualTo(points.get(next).<Double>getAs(column));
      }
    }
    assertThat(next).isEqualTo(points.size() - 1);
  }

  private static void requireBest(
      JsonNode summary, String model, String className, List<Row> points) {
    double best = MaskwiseRun.metric(summary, model, "best_iou", "dataset", className);
    if (points.get(0).<Long>getAs("foreground") == 0) {
      assertThat(best).isNaN();
      return;
    }
    Row at = points.stream().max(Comparator.comparingDouble(row -> row.getAs("iou"))).get();
    assertThat(best).isEqualTo(at.<Double>getAs("iou"));
    assertThat(MaskwiseRun.metric(summary, model, "best_dice", "dataset", className))
        .isEqualTo(at.<Double>getAs("dice"));
    double threshold = MaskwiseRun.metric(summary, model, "best_threshold", "dataset", className);
    assertThat(points)
        .filteredOn(row -> row.<Double>getAs("threshold") == threshold)
        .hasSize(1)
        .allMatch(row -> row.<Double>getAs("iou") == best);
  }
}
