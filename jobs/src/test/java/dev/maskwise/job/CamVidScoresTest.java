package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on the logits of a real network for one class against the numbers of an independent
 * program in float64; skipped where the data set is not there.
 */
@Tag("slow")
class CamVidScoresTest {
  private static final double TOLERANCE = 1e-6;
  private static final String MODEL = "cars";

  /** Loss → where the right number of an image is. */
  private static final Map<String, String> LOSSES = losses();

  /** Metric of the data set → where the right number is. */
  private static final Map<String, String> CURVES =
      Map.of(
          "auroc", "auroc",
          "average_precision", "average_precision_step",
          "best_threshold", "best_threshold_logit",
          "best_iou", "best_iou",
          "best_dice", "best_dice",
          "ece", "ece_15_equal_width_positive_class",
          "brier", "brier");

  @TempDir static Path directory;
  private static JsonNode expected;
  private static JsonNode coarse;
  private static JsonNode fine;

  private static Map<String, String> losses() {
    Map<String, String> losses = new LinkedHashMap<>();
    losses.put("cross_entropy", "/bce_mean");
    losses.put("focal_loss", "/focal_mean_alpha_on_positive");
    losses.put("focal_loss(alpha_on=negative)", "/focal_mean_alpha_on_negative");
    losses.put("focal_loss(gamma=0,alpha=none)", "/focal_mean_gamma/0");
    losses.put("focal_loss(gamma=0.5,alpha=none)", "/focal_mean_gamma/0.5");
    losses.put("focal_loss(gamma=1,alpha=none)", "/focal_mean_gamma/1");
    losses.put("focal_loss(alpha=none)", "/focal_mean_gamma/2");
    losses.put("focal_loss(gamma=5,alpha=none)", "/focal_mean_gamma/5");
    losses.put("soft_dice_loss", "/soft_dice_loss_eps1e6");
    losses.put("soft_iou_loss", "/soft_iou_loss_eps1e6");
    losses.put("lovasz_hinge", "/lovasz_hinge");
    return losses;
  }

  @BeforeAll
  static void evaluate() throws IOException {
    JsonNode all = CamVid.expected();
    expected = all.get("binary_car");
    CamVid.truth(expected.get("images").fieldNames(), directory.resolve("truth"));
    coarse = evaluate("coarse", "");
    fine = evaluate("fine", "--score-bins 16");
  }

  private static JsonNode evaluate(String out, String words) throws IOException {
    Path target = directory.resolve(out);
    MaskwiseRun.of(
            ("evaluate --task binary --score logit --foreground 8 --ignore 11 --truth %s"
                    + " --prediction %s=%s --out %s --losses %s %s")
                .formatted(
                    directory.resolve("truth"),
                    MODEL,
                    CamVid.DIRECTORY.resolve("car_logits"),
                    target,
                    String.join(",", LOSSES.keySet()),
                    words)
                .strip()
                .split(" ", -1))
        .succeeds();
    return MaskwiseRun.summary(target);
  }

  @Test
  void lossesOfEachImageAgree() {
    int compared = 0;
    for (Row row : rows()) {
      if (row.getAs("class") == null) {
        Map<String, Double> losses = row.getJavaMap(row.fieldIndex("losses"));
        assertThat(losses).containsOnlyKeys(LOSSES.keySet());
        LOSSES.forEach(
            (loss, key) ->
                assertRelative(
                    MaskwiseRun.loss(row, loss), image(row).at(key).asDouble(), loss + row));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(expected.get("images").size()).isEqualTo(12);
  }

  @Test
  void overlapsOfEachImageAgree() {
    int compared = 0;
    for (Row row : rows()) {
      if (!"foreground".equals(row.getAs("class"))) {
        continue;
      }
      JsonNode image = image(row);
      for (String sum : List.of("soft_intersection", "soft_prediction_cardinality")) {
        assertRelative(row.getAs(sum), image.get(sum).asDouble(), sum + row);
      }
      assertCount(row, "pixels", "valid_pixels");
      assertCount(row, "truth_cardinality", "truth_cardinality");
      assertCount(row, "intersection", "intersection_at_half");
      assertCount(row, "prediction_cardinality", "prediction_cardinality_at_half");
      compared++;
    }
    assertThat(compared).isEqualTo(12);
  }

  private void assertCount(Row row, String column, String key) {
    assertThat(row.<Long>getAs(column)).as(key + row).isEqualTo(image(row).get(key).asLong());
  }

  @Test
  void meansOverImagesAgree() {
    LOSSES.forEach(
        (loss, key) -> {
          double sum = 0;
          for (JsonNode image : expected.get("images")) {
            sum += image.at(key).asDouble();
          }
          assertRelative(
              MaskwiseRun.metric(coarse, MODEL, loss, "image_then_dataset", "null"),
              sum / 12,
              loss);
        });
    assertRelative(
        MaskwiseRun.metric(coarse, MODEL, "lovasz_hinge", "image_then_dataset", "null"),
        dataset("lovasz_hinge_per_image_mean"),
        "lovasz_hinge");
  }

  @Test
  void lovaszHingeOfTheDataSetAgrees() {
    assertWithin("lovasz_hinge", "null", dataset("lovasz_hinge_dataset"));
  }

  @Test
  void curvesAndCalibrationAgree() {
    CURVES.forEach(
        (metric, key) -> {
          assertWithin(metric, "foreground", dataset(key));
          if (!metric.equals("best_threshold")) {
            assertWithin(metric, "null", dataset(key));
          }
        });
  }

  /** Within its bound by default, which is small, and next to the true number with all bits. */
  private static void assertWithin(String metric, String classOrNull, double right) {
    JsonNode entry = MaskwiseRun.entry(coarse, MODEL, "null", metric, "dataset", classOrNull);
    double bound = entry.path("bound").asDouble(0);
    assertThat(bound).as(metric).isLessThan(1e-3);
    assertThat(MaskwiseRun.value(entry)).as(metric).isCloseTo(right, within(bound + TOLERANCE));
    assertRelative(MaskwiseRun.metric(fine, MODEL, metric, "dataset", classOrNull), right, metric);
  }

  @Test
  void pixelsOfTheDataSetAgree() {
    long pixels = 0;
    for (JsonNode row : coarse.get("confusion").get(MODEL)) {
      pixels += row.get(0).asLong() + row.get(1).asLong();
    }
    assertThat(pixels).isEqualTo((long) dataset("pixels"));
  }

  @Test
  void curvesAgreeWithTheNumbers() throws IOException {
    Curves.requireConsistent(directory.resolve("coarse"));
  }

  private static List<Row> rows() {
    return MaskwiseRun.table(directory.resolve("coarse"), "per_image.parquet");
  }

  private static JsonNode image(Row row) {
    return expected.get("images").get(row.<String>getAs("image_id"));
  }

  private static double dataset(String key) {
    return expected.get("dataset").get(key).asDouble();
  }

  private static void assertRelative(double actual, double right, String what) {
    assertThat(actual).as(what).isCloseTo(right, within(TOLERANCE * Math.abs(right)));
  }
}
