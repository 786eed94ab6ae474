package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of three classes against a naive program in double. */
class ClassScoresTest {
  private static final int IMAGES = 5;
  private static final double TOLERANCE = 1e-6;
  private static final List<String> CLASSES = List.of("road", "tree", "sky");

  /** Losses with one value over the classes. */
  private static final Map<String, ToDoubleFunction<NaiveScores>> OVER_CLASSES =
      Map.of(
          "cross_entropy",
          NaiveScores::crossEntropy,
          "focal_loss",
          pixels -> pixels.focal(2, 1, 1),
          "focal_loss(gamma=0.5,alpha=0.25)",
          pixels -> pixels.focal(0.5, 0.25, 0.75),
          "soft_dice_loss(classes=joint)",
          ClassScoresTest::jointDice);

  /** Losses with a value for each class. */
  private static final Map<String, ToDoubleOfClass> BY_CLASS =
      Map.of(
          "soft_dice_loss", NaiveScores::softDice,
          "soft_iou_loss", NaiveScores::softIou,
          "lovasz_softmax", NaiveScores::lovaszSoftmax);

  private static final Map<String, ToDoubleOfClass> CURVES =
      Map.of(
          "auroc", NaiveScores::auroc,
          "average_precision", NaiveScores::averagePrecision,
          "best_iou", NaiveScores::bestIou,
          "best_threshold", NaiveScores::bestThreshold,
          "ece", NaiveScores::ece,
          "brier", NaiveScores::brier);

  @TempDir static Path directory;

  private interface ToDoubleOfClass {
    double of(NaiveScores pixels, int classId);
  }

  private static double jointDice(NaiveScores pixels) {
    double both = IntStream.range(0, 3).mapToDouble(pixels::softIntersection).sum();
    return 1 - 2 * both / (2 * pixels.truth().length + 1e-6);
  }

  @BeforeAll
  static void writeDataSet() throws IOException {
    Scores.writeTruth(directory, IMAGES);
    Scores.writeModel(directory, "net", IMAGES, 3, Scores::logits);
    Scores.writeModel(directory, "sixteenths", IMAGES, 3, Scores::probabilities);
    Files.write(directory.resolve("classes.txt"), CLASSES);
  }

  @Test
  void logits() throws IOException {
    requireAll("net", "logit");
  }

  @Test
  void probabilities() throws IOException {
    requireAll("sixteenths", "probability");
  }

  private static void requireAll(String model, String kind) throws IOException {
    String losses =
        String.join(",", OVER_CLASSES.keySet()) + "," + String.join(",", BY_CLASS.keySet());
    MaskwiseRun.evaluate(
            directory,
            "out-" + model,
            "truth " + model,
            "--task multiclass --score %s --classes %s --ignore 3 --slice (?<parity>[a-z]+)/ --losses %s"
                .formatted(kind, directory.resolve("classes.txt"), losses))
        .succeeds();
    Path out = directory.resolve("out-" + model);
    JsonNode summary = MaskwiseRun.summary(out);
    requireDataSet(summary, model, "null", pixels(model, i -> true));
    requireDataSet(summary, model, "parity=even", pixels(model, i -> i % 2 == 0));
    requireDataSet(summary, model, "parity=odd", pixels(model, i -> i % 2 == 1));
    requireConfusion(summary, model, pixels(model, i -> true));
    requireImages(out, model);
    Curves.requireConsistent(out);
  }

  private static NaiveScores pixels(String model, IntPredicate images) {
    return IntStream.range(0, IMAGES)
        .filter(images)
        .mapToObj(i -> image(model, i))
        .reduce(NaiveScores::plus)
        .orElseThrow();
  }

  private static NaiveScores image(String model, int i) {
    int seed = Scores.seed(model, i);
    boolean logits = model.equals("net");
    float[] scores = logits ? Scores.logits(seed, 3) : Scores.probabilities(seed, 3);
    return NaiveScores.of(scores, Scores.truth(i), logits);
  }

  private static void requireDataSet(
      JsonNode summary, String model, String slice, NaiveScores pixels) {
    OVER_CLASSES.forEach(
        (loss, naive) ->
            requireValue(summary, model, slice, loss, "null", naive.applyAsDouble(pixels)));
    for (Map<String, ToDoubleOfClass> metrics : List.of(BY_CLASS, CURVES)) {
      metrics.forEach(
          (metric, naive) -> {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
              double right = naive.of(pixels, c);
              requireValue(summary, model, slice, metric, CLASSES.get(c), right);
              sum += right;
            }
            if (!metric.equals("best_threshold")) {
              requireValue(summary, model, slice, metric, "null", sum / 3);
            }
          });
    }
    requireValue(summary, model, slice, "ece_top_label", "null", pixels.eceTopLabel());
  }

  private static void requireValue(
      JsonNode summary, String model, String slice, String metric, String className, double right) {
    JsonNode entry = MaskwiseRun.entry(summary, model, slice, metric, "dataset", className);
    double bound = entry.path("bound").asDouble(0);
    assertThat(bound).as(metric).isLessThan(model.equals("net") ? 2e-3 : 1e-12);
    assertThat(MaskwiseRun.value(entry))
        .as("%s %s %s %s", model, slice, metric, className)
        .isCloseTo(right, within(bound + TOLERANCE * Math.max(1, Math.abs(right))));
  }

  private static void requireConfusion(JsonNode summary, String model, NaiveScores pixels) {
    long[][] counts = new long[3][3];
    for (int i = 0; i < pixels.truth().length; i++) {
      counts[pixels.truth()[i]][pixels.predicted(i)]++;
    }
    assertThat(summary.get("confusion").get(model).toString())
        .isEqualTo(Arrays.deepToString(counts).replace(" ", ""));
  }

  private static void requireImages(Path out, String model) {
    List<Row> rows = MaskwiseRun.table(out, "per_image.parquet");
    assertThat(rows).hasSize(IMAGES * 4);
    for (Row row : rows) {
      String id = row.getAs("image_id");
      NaiveScores image = image(model, Integer.parseInt(id.substring(id.indexOf('/') + 1)));
      Map<String, Double> losses = row.getJavaMap(row.fieldIndex("losses"));
      if (row.getAs("class") == null) {
        OVER_CLASSES.forEach(
            (loss, naive) ->
                assertClose(
                    MaskwiseRun.loss(row, loss), naive.applyAsDouble(image), loss + " " + id));
        BY_CLASS.forEach(
            (loss, naive) ->
                assertClose(
                    MaskwiseRun.loss(row, loss),
                    IntStream.range(0, 3).mapToDouble(c -> naive.of(image, c)).sum() / 3,
                    loss + " " + id));
      } else {
        int c = row.getAs("class_id");
        assertThat(row.<String>getAs("class")).isEqualTo(CLASSES.get(c));
        assertThat(losses).containsOnlyKeys(BY_CLASS.keySet());
        BY_CLASS.forEach(
            (loss, naive) ->
                assertClose(MaskwiseRun.loss(row, loss), naive.of(image, c), loss + " " + id));
        assertClose(row.getAs("soft_intersection"), image.softIntersection(c), id);
        assertClose(row.getAs("soft_prediction_cardinality"), image.softPrediction(c), id);
      }
    }
  }

  private static void assertClose(double actual, double right, String what) {
    assertThat(actual).as(what).isCloseTo(right, within(TOLERANCE * Math.max(1, right)));
  }
}
