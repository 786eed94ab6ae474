package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.oracle.NaiveCalibration;
import dev.maskwise.oracle.NaiveConfusion;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of three classes against the oracle. */
class ClassScoresTest {
  private static final int IMAGES = 5;
  private static final double TOLERANCE = 1e-6;
  private static final List<String> CLASSES = List.of("road", "tree", "sky");

  /** Losses with one value over the classes. */
  private static final Map<String, ToDoubleFunction<NaiveImage>> OVER_CLASSES =
      Map.of(
          "cross_entropy",
          pixels -> NaiveLosses.focal(pixels, 0, 1, 1),
          "focal_loss",
          pixels -> NaiveLosses.focal(pixels, 2, 1, 1),
          "focal_loss(gamma=0.5,alpha=0.25)",
          pixels -> NaiveLosses.focal(pixels, 0.5, 0.25, 0.75),
          "soft_dice_loss(classes=joint)",
          pixels -> NaiveLosses.joint(pixels, 3).diceLoss(1e-6));

  /** Losses with a value for each class. */
  private static final Map<String, ToDoubleOfClass> BY_CLASS =
      Map.of(
          "soft_dice_loss", (pixels, c) -> NaiveLosses.soft(pixels, c).diceLoss(1e-6),
          "soft_iou_loss", (pixels, c) -> NaiveLosses.soft(pixels, c).iouLoss(1e-6),
          "lovasz_softmax", NaiveLosses::lovaszSoftmax);

  private static final Map<String, ToDoubleOfClass> CURVES =
      Map.of(
          "auroc", (pixels, c) -> pixels.curve(c).auroc(),
          "average_precision", (pixels, c) -> pixels.curve(c).averagePrecision(),
          "best_iou", (pixels, c) -> pixels.curve(c).iou(pixels.curve(c).bestThreshold()),
          "best_threshold", (pixels, c) -> pixels.curve(c).bestThreshold(),
          "ece",
              (pixels, c) -> NaiveCalibration.ece(pixels.probabilities(c), pixels.isClass(c), 15),
          "brier",
              (pixels, c) -> NaiveCalibration.brier(pixels.probabilities(c), pixels.isClass(c)));

  @TempDir static Path directory;

  private interface ToDoubleOfClass {
    double of(NaiveImage pixels, int classId);
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

  private static NaiveImage pixels(String model, IntPredicate images) {
    return IntStream.range(0, IMAGES)
        .filter(images)
        .mapToObj(i -> image(model, i))
        .reduce(NaiveImage::plus)
        .orElseThrow();
  }

  private static NaiveImage image(String model, int i) {
    int seed = Scores.seed(model, i);
    boolean logits = model.equals("net");
    float[] scores = logits ? Scores.logits(seed, 3) : Scores.probabilities(seed, 3);
    return Scores.naive(scores, Scores.truth(i), logits);
  }

  private static void requireDataSet(
      JsonNode summary, String model, String slice, NaiveImage pixels) {
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
    requireValue(
        summary,
        model,
        slice,
        "ece_top_label",
        "null",
        NaiveCalibration.ece(pixels.confidences(), pixels.right(), 15));
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

  private static void requireConfusion(JsonNode summary, String model, NaiveImage pixels) {
    long[] n = new NaiveConfusion(pixels.truth(), pixels.predicted(), 3, -1).matrix;
    assertThat(summary.get("confusion").get(model).toString())
        .isEqualTo(
            "[[%d,%d,%d],[%d,%d,%d],[%d,%d,%d]]"
                .formatted(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]));
  }

  private static void requireImages(Path out, String model) {
    List<Row> rows = MaskwiseRun.table(out, "per_image.parquet");
    assertThat(rows).hasSize(IMAGES * 4);
    for (Row row : rows) {
      String id = row.getAs("image_id");
      NaiveImage image = image(model, Integer.parseInt(id.substring(id.indexOf('/') + 1)));
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
        assertClose(row.getAs("soft_intersection"), NaiveLosses.soft(image, c).intersection(), id);
        assertClose(
            row.getAs("soft_prediction_cardinality"), NaiveLosses.soft(image, c).prediction(), id);
      }
    }
  }

  private static void assertClose(double actual, double right, String what) {
    assertThat(actual).as(what).isCloseTo(right, within(TOLERANCE * Math.max(1, right)));
  }
}
