package dev.maskwise.metric.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * From the sums of real scores to their losses: the numbers of an independent program in float64;
 * skipped where the data set is not there.
 */
class CamVidLossesTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final float[] GAMMAS = {0, 0.5f, 1, 2, 5};
  private static JsonNode expected;

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.isDirectory(CAMVID), "no CamVid at " + CAMVID.toAbsolutePath());
    expected = new ObjectMapper().readTree(CAMVID.resolve("expected.json").toFile());
  }

  @Test
  void lossesOfOneClass() {
    JsonNode images = expected.get("binary_car").get("images");
    assertThat(images).hasSize(12);
    for (JsonNode image : images) {
      ScoreStatistics statistics = binary(image);
      check("soft_dice_loss", statistics, image.get("soft_dice_loss_eps1e6"));
      check("soft_iou_loss", statistics, image.get("soft_iou_loss_eps1e6"));
      check("cross_entropy", statistics, image.get("bce_mean"));
      check("focal_loss", statistics, image.get("focal_mean_alpha_on_positive"));
      check("focal_loss(alpha_on=negative)", statistics, image.get("focal_mean_alpha_on_negative"));
      check("lovasz_hinge", statistics, image.get("lovasz_hinge"));
      for (String gamma : List.of("0", "0.5", "1", "2", "5")) {
        check(
            "focal_loss(gamma=%s,alpha=none)".formatted(gamma),
            statistics,
            image.get("focal_mean_gamma").get(gamma));
      }
    }
  }

  /** The sums of both classes at γ = 2 follow from the mean with and without α = 1/4. */
  private static ScoreStatistics binary(JsonNode image) {
    long pixels = image.get("valid_pixels").asLong();
    long truth = image.get("truth_cardinality").asLong();
    double[][] sums = new double[GAMMAS.length][2];
    for (int g = 0; g < GAMMAS.length; g++) {
      String gamma = List.of("0", "0.5", "1", "2", "5").get(g);
      double mean = image.get("focal_mean_gamma").get(gamma).asDouble();
      double weighed = image.get("focal_mean_alpha_on_positive").asDouble();
      double foreground = gamma.equals("2") ? 2 * (0.75 * mean - weighed) : mean / 2;
      sums[g][0] = (mean - foreground) * pixels;
      sums[g][1] = foreground * pixels;
    }
    return new ScoreStatistics(
        List.of(
            SoftOverlap.of(
                pixels,
                truth,
                image.get("soft_intersection").asDouble(),
                image.get("soft_prediction_cardinality").asDouble(),
                0)),
        PixelLosses.of(GAMMAS, sums, new long[] {pixels - truth, truth}, 360 * 480),
        new double[] {image.get("lovasz_hinge").asDouble()},
        new double[0]);
  }

  private static void check(String spec, ScoreStatistics statistics, JsonNode value) {
    Task task = statistics.classes() == 1 ? Task.BINARY : Task.MULTICLASS;
    ScoreLoss loss = ScoreLosses.parse(spec, task, ScoreKind.LOGIT, statistics.classes());
    assertThat(loss.overClasses(statistics, Policy.undefined()))
        .as(spec)
        .isCloseTo(value.asDouble(), within(1e-12));
  }

  @Test
  void lossesOfManyClasses() {
    for (JsonNode image : expected.get("multiclass")) {
      ScoreStatistics statistics = multiclass(image);
      check("soft_dice_loss", statistics, image.get("soft_dice_loss_class_mean_eps1e6"));
      check(
          "soft_dice_loss(classes=joint)",
          statistics,
          image.get("soft_dice_loss_all_classes_jointly_eps1e6"));
      check("cross_entropy", statistics, image.get("cross_entropy_mean"));
      check("focal_loss", statistics, image.get("focal_softmax_gamma2_mean"));
      check("lovasz_softmax", statistics, image.get("lovasz_softmax_present"));
      check("lovasz_softmax(classes=all)", statistics, image.get("lovasz_softmax_all"));
    }
  }

  /** The soft cardinality given is Σp + Σy; how it is divided changes no Dice loss. */
  private static ScoreStatistics multiclass(JsonNode image) {
    int classes = expected.get("classes").size();
    long pixels = image.get("valid_pixels").asLong();
    List<SoftOverlap> overlaps = new ArrayList<>();
    double[] lovasz = new double[classes];
    double[][] sums = new double[2][classes];
    long[] ofClass = new long[classes];
    for (int c = 0; c < classes; c++) {
      double cardinality = image.get("soft_cardinality").get(c).asDouble();
      double intersection = image.get("soft_intersection").get(c).asDouble();
      overlaps.add(SoftOverlap.of(pixels, 1, intersection, cardinality - 1, 0));
      lovasz[c] = image.get("lovasz_softmax_per_class").get(c).asDouble();
      sums[0][c] = image.get("cross_entropy_mean").asDouble() * pixels / classes;
      sums[1][c] = image.get("focal_softmax_gamma2_mean").asDouble() * pixels / classes;
    }
    ofClass[0] = pixels;
    PixelLosses losses = PixelLosses.of(new float[] {0, 2}, sums, ofClass, 360 * 480);
    return new ScoreStatistics(overlaps, losses, new double[0], lovasz);
  }
}
