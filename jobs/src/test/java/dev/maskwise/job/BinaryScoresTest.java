package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.oracle.NaiveCalibration;
import dev.maskwise.oracle.NaiveConfusion;
import dev.maskwise.oracle.NaiveCurve;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of one class, of two models at once, against the oracle. */
class BinaryScoresTest {
  private static final int IMAGES = 5;
  private static final double TOLERANCE = 1e-6;
  private static final Map<String, ToDoubleFunction<NaiveImage>> LOSSES = losses();

  @TempDir static Path directory;

  private static Map<String, ToDoubleFunction<NaiveImage>> losses() {
    Map<String, ToDoubleFunction<NaiveImage>> losses = new LinkedHashMap<>();
    losses.put("cross_entropy", pixels -> NaiveLosses.focal(pixels, 0, 1, 1));
    losses.put("focal_loss", pixels -> NaiveLosses.focal(pixels, 2, 0.25, 0.75));
    losses.put("focal_loss(alpha_on=negative)", pixels -> NaiveLosses.focal(pixels, 2, 0.75, 0.25));
    losses.put("focal_loss(gamma=0.5,alpha=none)", pixels -> NaiveLosses.focal(pixels, 0.5, 1, 1));
    losses.put("soft_dice_loss", pixels -> NaiveLosses.soft(pixels, 1).diceLoss(1e-6));
    losses.put("soft_iou_loss", pixels -> NaiveLosses.soft(pixels, 1).iouLoss(1e-6));
    losses.put("lovasz_softmax", pixels -> NaiveLosses.lovaszSoftmax(pixels, 1));
    return losses;
  }

  private static boolean isOne(int label) {
    return label == 1;
  }

  private static boolean isNotZero(int label) {
    return label != 0;
  }

  @BeforeAll
  static void writeDataSet() throws IOException {
    Scores.writeTruth(directory, IMAGES);
    Scores.writeModel(directory, "quarters", IMAGES, 1, Scores::quarters);
    Scores.writeModel(directory, "net", IMAGES, 1, Scores::logits);
    Scores.writeModel(directory, "sixteenths", IMAGES, 1, Scores::probabilities);
  }

  @Test
  void logitsOfTwoModelsAndTheirSlices() throws IOException {
    Path out =
        evaluate(
            "logits",
            "quarters net",
            "--score logit --foreground 1 --slice (?<parity>[a-z]+)/ --losses lovasz_hinge,"
                + String.join(",", LOSSES.keySet()));
    JsonNode summary = MaskwiseRun.summary(out);
    for (String slice : List.of("null", "parity=even", "parity=odd")) {
      for (String model : List.of("quarters", "net")) {
        List<NaiveImage> images = images(model, slice, BinaryScoresTest::isOne);
        LOSSES.forEach((loss, naive) -> requireLoss(summary, model, slice, loss, naive, images));
        requireLoss(summary, model, slice, "lovasz_hinge", NaiveLosses::lovaszHinge, images);
        requireCurves(summary, model, slice, images);
      }
    }
    for (String model : List.of("quarters", "net")) {
      requireConfusion(
          summary, model, images(model, "null", BinaryScoresTest::isOne), score -> score >= 0);
      requireImages(out, model, BinaryScoresTest::isOne, "lovasz_hinge", NaiveLosses::lovaszHinge);
    }
    Curves.requireConsistent(out);
    requireSlicesAddUp(Curves.read(out));
  }

  @Test
  void probabilitiesAndEveryLabelButZero() throws IOException {
    Path out =
        evaluate(
            "probabilities",
            "sixteenths",
            "--score probability --foreground nonzero --losses "
                + String.join(",", LOSSES.keySet()));
    JsonNode summary = MaskwiseRun.summary(out);
    List<NaiveImage> images = images("sixteenths", "null", BinaryScoresTest::isNotZero);
    LOSSES.forEach(
        (loss, naive) -> requireLoss(summary, "sixteenths", "null", loss, naive, images));
    requireCurves(summary, "sixteenths", "null", images);
    requireConfusion(summary, "sixteenths", images, score -> score >= 0.5);
    requireImages(
        out,
        "sixteenths",
        BinaryScoresTest::isNotZero,
        "focal_loss",
        pixels -> NaiveLosses.focal(pixels, 2, 0.25, 0.75));
    assertThat(summary.at("/definition/foreground").asText())
        .isEqualTo("every label but 0 and ignore");
    assertThat(summary.at("/definition/threshold").asDouble()).isEqualTo(0.5);
  }

  @Test
  void aScoreEqualToTheThreshold() throws IOException {
    List<NaiveImage> images = images("sixteenths", "null", BinaryScoresTest::isNotZero);
    String words =
        "--score probability --foreground nonzero --threshold 0.25 --threshold-operator ";
    JsonNode ge = MaskwiseRun.summary(evaluate("ge", "sixteenths", words + "ge"));
    requireConfusion(ge, "sixteenths", images, score -> score >= 0.25);
    JsonNode gt = MaskwiseRun.summary(evaluate("gt", "sixteenths", words + "gt"));
    requireConfusion(gt, "sixteenths", images, score -> score > 0.25);
    assertThat(gt.get("confusion")).isNotEqualTo(ge.get("confusion"));
    assertThat(gt.get("curves")).isEqualTo(ge.get("curves"));
  }

  private static Path evaluate(String out, String models, String words) {
    String task = "--task binary --ignore " + Scores.IGNORE + " ";
    MaskwiseRun.evaluate(directory, out, "truth " + models, task + words).succeeds();
    return directory.resolve(out);
  }

  /** The images of a slice under a model, in double. */
  private static List<NaiveImage> images(String model, String slice, IntPredicate foreground) {
    List<NaiveImage> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      if (slice.equals("null") || slice.equals("parity=" + (i % 2 == 0 ? "even" : "odd"))) {
        images.add(image(model, i).against(foreground));
      }
    }
    return images;
  }

  private static NaiveImage image(String model, int i) {
    int seed = Scores.seed(model, i);
    byte[] truth = Scores.truth(i);
    return switch (model) {
      case "quarters" -> Scores.naive(Scores.quarters(seed, 1), truth, true);
      case "net" -> Scores.naive(Scores.logits(seed, 1), truth, true);
      default -> Scores.naive(Scores.probabilities(seed, 1), truth, false);
    };
  }

  private static void requireLoss(
      JsonNode summary,
      String model,
      String slice,
      String loss,
      ToDoubleFunction<NaiveImage> naive,
      List<NaiveImage> images) {
    double mean = images.stream().mapToDouble(naive).average().orElseThrow();
    JsonNode overImages =
        MaskwiseRun.entry(summary, model, slice, loss, "image_then_dataset", "null");
    assertClose(MaskwiseRun.value(overImages), mean, loss);
    assertThat(overImages.get("n").asInt()).isEqualTo(images.size());
    NaiveImage all = images.stream().reduce(NaiveImage::plus).orElseThrow();
    requireValue(summary, model, slice, loss, "null", naive.applyAsDouble(all));
  }

  private static void requireCurves(
      JsonNode summary, String model, String slice, List<NaiveImage> images) {
    NaiveImage all = images.stream().reduce(NaiveImage::plus).orElseThrow();
    NaiveCurve curve = all.curve(1);
    Map.of(
            "auroc", curve.auroc(),
            "average_precision", curve.averagePrecision(),
            "best_threshold", curve.bestThreshold(),
            "best_iou", curve.iou(curve.bestThreshold()),
            "ece", NaiveCalibration.ece(all.probabilities(1), all.isClass(1), 15),
            "brier", NaiveCalibration.brier(all.probabilities(1), all.isClass(1)))
        .forEach(
            (metric, right) -> requireValue(summary, model, slice, metric, "foreground", right));
  }

  /** A number of the data set is within its bound, which is tight, or 0 for equal scores. */
  private static void requireValue(
      JsonNode summary, String model, String slice, String metric, String className, double right) {
    JsonNode entry = MaskwiseRun.entry(summary, model, slice, metric, "dataset", className);
    double bound = entry.path("bound").asDouble(0);
    assertThat(bound).as(metric).isLessThan(model.equals("net") ? 2e-3 : 1e-12);
    assertThat(MaskwiseRun.value(entry))
        .as("%s %s %s", model, slice, metric)
        .isCloseTo(right, within(bound + TOLERANCE * Math.max(1, Math.abs(right))));
  }

  private static void requireConfusion(
      JsonNode summary, String model, List<NaiveImage> images, DoublePredicate predicted) {
    NaiveImage all = images.stream().reduce(NaiveImage::plus).orElseThrow();
    long[] right = new NaiveConfusion(all.truth(), all.predicted(predicted), 2, -1).matrix;
    assertThat(summary.get("confusion").get(model).toString())
        .isEqualTo("[[%d,%d],[%d,%d]]".formatted(right[0], right[1], right[2], right[3]));
  }

  private static void requireImages(
      Path out,
      String model,
      IntPredicate foreground,
      String loss,
      ToDoubleFunction<NaiveImage> naive) {
    int compared = 0;
    for (Row row : MaskwiseRun.table(out, "per_image.parquet")) {
      if (row.getAs("class") == null && row.getAs("model").equals(model)) {
        String id = row.getAs("image_id");
        int i = Integer.parseInt(id.substring(id.indexOf('/') + 1));
        assertClose(
            MaskwiseRun.loss(row, loss),
            naive.applyAsDouble(image(model, i).against(foreground)),
            id);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(IMAGES);
  }

  /** The pixels of the two slices are those of the whole, also above every threshold. */
  private static void requireSlicesAddUp(Map<String, List<Row>> curves) {
    for (String column : List.of("foreground", "background")) {
      long parts = 0;
      for (String slice : List.of("parity=even", "parity=odd")) {
        parts += points(curves, slice).get(0).<Long>getAs(column);
      }
      assertThat(points(curves, "null").get(0).<Long>getAs(column)).isEqualTo(parts);
    }
    for (Row point : points(curves, "null")) {
      long hits = 0;
      for (String slice : List.of("parity=even", "parity=odd")) {
        hits +=
            points(curves, slice).stream()
                .filter(p -> p.<Double>getAs("threshold") >= point.<Double>getAs("threshold"))
                .mapToLong(p -> p.<Long>getAs("true_positives"))
                .max()
                .orElse(0);
      }
      assertThat(point.<Long>getAs("true_positives")).isEqualTo(hits);
    }
  }

  private static List<Row> points(Map<String, List<Row>> curves, String slice) {
    return Objects.requireNonNull(curves.get("quarters " + slice + " foreground"));
  }

  private static void assertClose(double actual, double right, String what) {
    assertThat(actual).as(what).isCloseTo(right, within(TOLERANCE * Math.max(1, right)));
  }
}
