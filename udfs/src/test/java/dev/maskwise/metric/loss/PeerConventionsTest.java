package dev.maskwise.metric.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.oracle.Probability;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Losses in the conventions of other libraries. The numbers were computed with numpy in float64
 * from the formula that each library documents or has in its source, on one image of six valid
 * pixels and one ignored: the softmax of the logits below, three classes.
 */
class PeerConventionsTest {

  private static final double[][] LOGITS = {
    {2, -1, .5}, {0, 1, -1}, {.25, .25, 3}, {-2, 0, 1}, {1, 1, 1}, {.5, -.5, 0}
  };
  private static final int[] TRUTH = {0, 1, 2, 1, 0, 0};

  private static ScoreStatistics image(int classes) {
    double[][] p = new double[LOGITS.length][classes];
    for (int i = 0; i < p.length; i++) {
      for (int c = 0; c < 3; c++) {
        p[i][c] = Probability.softmax(LOGITS[i], c).value();
      }
      if (classes == 4) {
        p[i][3] = 0.05; // a class that is never true, beside the three
      }
    }
    return PixelStatistics.multiclass(p, TRUTH, classes, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // MONAI DiceLoss, include_background, softmax: 1 - (2I + 1e-5) / (P + T + 1e-5), class mean
        "soft_dice_loss(eps=0,smooth=1e-5) | 0.4384879405185022",
        // the same with squared_pred
        "soft_dice_loss(eps=0,smooth=1e-5,squared=true) | 0.26684290436647673",
        // the same with jaccard: 1 - (2I + 1e-5) / (2(P + T - I) + 1e-5)
        "soft_iou_loss(eps=0,smooth=5e-6) | 0.6065752606926976",
        // MONAI TverskyLoss: 1 - (I + 1e-5) / (I + a·FP + b·FN + 1e-5)
        "tversky_loss(alpha=0.5,beta=0.5,eps=0,smooth=1e-5) | 0.43848678934418733",
        "tversky_loss(eps=0,smooth=1e-5) | 0.4290223422251998",
        // kornia dice_loss, average micro and macro: 1 - 2I / (P + T + 1e-8)
        "soft_dice_loss(eps=1e-8,classes=joint) | 0.4272022665039943",
        "soft_dice_loss(eps=1e-8) | 0.4384890931141043",
        // kornia tversky_loss: sums over all classes, so that FP = FN and only a + b matters
        "tversky_loss(eps=1e-8,classes=joint) | 0.4272022669813256",
        "tversky_loss(alpha=0.9,beta=0.1,eps=1e-8,classes=joint) | 0.4272022669813256",
        // kornia focal_loss, reduction mean: weights [1-a, a, a], divided by B·C·H·W
        "focal_loss(alpha=0.25,normaliser=values) | 0.03312031090506465",
        // torch.nn.CrossEntropyLoss with ignore_index: over the valid pixels
        "cross_entropy | 0.6495216127354905",
        // the same with weight=[1, 2, 0.5], reduction mean and sum / 6 (computed with PyTorch)
        "cross_entropy(weights=1/2/0.5,normaliser=weights) | 0.7458118317345097",
        "cross_entropy(weights=1/2/0.5) | 0.9322647896681371",
        // segmentation_models.pytorch SoftCrossEntropyLoss: ignored pixels stay in the denominator
        "cross_entropy(normaliser=all) | 0.5567328109161347"
      })
  void threeClasses(String spec, double expected) {
    ScoreLoss loss = ScoreLosses.parse(spec, Task.MULTICLASS, ScoreKind.LOGIT, 3);
    assertThat(loss.overClasses(image(3), Policy.undefined())).isCloseTo(expected, within(1e-12));
  }

  /**
   * segmentation_models.pytorch: a class without true pixels counts 0 and stays in the mean; the
   * denominator is at least 1e-7, which only matters to such a class; γ is outside of the mean.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soft_dice_loss(eps=0,absent=zero) | 0.3288668187742333",
        "soft_iou_loss(eps=0,absent=zero) | 0.4549322627584611",
        "tversky_loss(alpha=0.5,beta=0.5,eps=0,absent=zero,gamma=1.5,gamma_on=mean)"
            + " | 0.18859496148391103"
      })
  void absentClassOfSegmentationModels(String spec, double expected) {
    ScoreLoss loss = ScoreLosses.parse(spec, Task.MULTICLASS, ScoreKind.LOGIT, 4);
    assertThat(loss.overClasses(image(4), Policy.undefined())).isCloseTo(expected, within(1e-12));
  }

  /**
   * MONAI AsymmetricFocalTverskyLoss, δ = 0.7, γ = 0.75, ε = 1e-7 above and below: background 1 −
   * T, foreground (1 − T)^(1 − γ).
   */
  @ParameterizedTest
  @CsvSource({"0, 2.5, 3.5, 4, 1.25, 2.5, 2", "1, 1.25, 2.5, 2, 2.5, 3.5, 4"})
  void asymmetricFocalTverskyOfMonai(
      int background, double i0, double p0, long t0, double i1, double p1, long t1) {
    List<SoftOverlap> overlaps =
        List.of(SoftOverlap.of(6, t0, i0, p0, 0), SoftOverlap.of(6, t1, i1, p1, 0));
    PixelLosses none = PixelLosses.of(new float[0], new double[0][], new long[] {t0, t1}, 6);
    ScoreLoss loss =
        ScoreLosses.parse(
            "tversky_loss(eps=0,smooth=1e-7,gamma=0.25,gamma_on=foreground,background=%d)"
                .formatted(background),
            Task.MULTICLASS,
            ScoreKind.PROBABILITY,
            2);
    ScoreStatistics image = new ScoreStatistics(overlaps, none, new double[0], new double[0]);
    assertThat(loss.overClasses(image, Policy.undefined()))
        .isCloseTo(0.5775051725899949, within(1e-12));
  }

  /**
   * torch.nn.BCEWithLogitsLoss(pos_weight=3) of the logits 2, −1, 0.5, −3, 0.25 with the truth 1,
   * 1, 0, 0, 1, computed with PyTorch in float64.
   */
  @Test
  void positiveWeightOfPyTorch() {
    double[] losses = {Math.log1p(Math.exp(-2)), 1 + Math.log1p(Math.exp(-1))};
    double positives = losses[0] + losses[1] + Math.log1p(Math.exp(-0.25));
    double negatives = 0.5 + Math.log1p(Math.exp(-0.5)) + Math.log1p(Math.exp(-3));
    PixelLosses pixels =
        PixelLosses.of(
            new float[] {0}, new double[][] {{negatives, positives}}, new long[] {2, 3}, 5);
    ScoreStatistics image =
        new ScoreStatistics(
            List.of(SoftOverlap.of(5, 3, 1, 2, 1)), pixels, new double[0], new double[0]);
    ScoreLoss loss =
        ScoreLosses.parse("cross_entropy(weights=1/3)", Task.BINARY, ScoreKind.LOGIT, 1);
    assertThat(loss.overClasses(image, Policy.undefined()))
        .isCloseTo(1.4142103382147932, within(1e-12));
  }

  /** MONAI's include_background=False: channel 0 enters no mean. */
  @Test
  void withoutBackground() {
    ScoreLoss loss =
        ScoreLosses.parse("soft_dice_loss(eps=0,smooth=1e-5)", Task.MULTICLASS, ScoreKind.LOGIT, 3);
    Policy policy = new Policy(EmptyMask.UNDEFINED, Set.of(0));
    assertThat(loss.overClasses(image(3), policy)).isCloseTo(0.48530797257510744, within(1e-12));
  }
}
