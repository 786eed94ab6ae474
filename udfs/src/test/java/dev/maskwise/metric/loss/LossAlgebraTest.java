package dev.maskwise.metric.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.law.Property;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Losses that follow from one another, on random images of three classes. */
class LossAlgebraTest {

  private static final int CLASSES = 3;

  static final List<LossFamily> FAMILIES = ScoreLosses.ALL;

  private static ScoreLoss loss(String spec) {
    return ScoreLosses.parse(spec, Task.MULTICLASS, ScoreKind.LOGIT, CLASSES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "focal_loss(gamma=0) | cross_entropy",
        "focal_loss(gamma=0,normaliser=sum) | cross_entropy(normaliser=sum)",
        "cross_entropy(weights=1/1/1) | cross_entropy",
        "cross_entropy(normaliser=weights) | cross_entropy",
        "cross_entropy(weights=2/2/2,normaliser=weights) | cross_entropy",
        "focal_loss(gamma=5,alpha=0.2) | focal_loss(gamma=5,alpha=0.8,alpha_on=negative)",
        "tversky_loss(alpha=0.5,beta=0.5,eps=0) | soft_dice_loss(eps=0)",
        "tversky_loss(alpha=1,beta=1,eps=1e-3) | soft_iou_loss(eps=1e-3)",
        "tversky_loss(alpha=1,beta=1,absent=zero) | soft_iou_loss(absent=zero)",
        "tversky_loss(alpha=1,beta=1,classes=joint) | soft_iou_loss(classes=joint)",
        "tversky_loss(gamma=0.75) | focal_tversky_loss",
        "tversky_loss(gamma_on=mean) | tversky_loss",
        "soft_dice_loss(smooth=2,eps=0.5) | soft_dice_loss(eps=0.5,smooth=2)",
        "lovasz_softmax(classes=0/1/2) | lovasz_softmax(classes=all)"
      })
  void equalLosses(String one, String other) {
    ScoreLoss a = loss(one);
    ScoreLoss b = loss(other);
    Property.forAll(
        11,
        200,
        random -> PixelStatistics.random(random, CLASSES),
        image -> {
          double expected = b.overClasses(image, Policy.undefined());
          double actual = a.overClasses(image, Policy.undefined());
          if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
          } else {
            assertThat(actual).isCloseTo(expected, within(1e-12));
          }
        });
  }

  /** IoU = Dice / (2 − Dice), so 1 − IoU = 2L / (1 + L) with L = 1 − Dice; squared or not. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void iouLossFollowsFromDiceLoss(boolean squared) {
    ScoreLoss dice = loss("soft_dice_loss(eps=0,squared=%s)".formatted(squared));
    ScoreLoss iou = loss("soft_iou_loss(eps=0,squared=%s)".formatted(squared));
    Property.forAll(
        12,
        200,
        random -> PixelStatistics.random(random, CLASSES),
        image -> {
          for (int c = 0; c < CLASSES && image.overlap(c).pixels() > 0; c++) {
            double l = dice.ofClass(image, c);
            assertThat(iou.ofClass(image, c)).isCloseTo(2 * l / (1 + l), within(1e-12));
          }
        });
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void valuesStayInTheirRange(LossFamily family) {
    if (!family.fits(Task.MULTICLASS, ScoreKind.LOGIT)) {
      assertThat(family.name()).isEqualTo("lovasz_hinge");
      return;
    }
    ScoreLoss loss = family.standard(Task.MULTICLASS, ScoreKind.LOGIT);
    double most = loss.definition().range().equals("[0, 1]") ? 1 : Double.MAX_VALUE;
    Property.forAll(
        13,
        200,
        random -> PixelStatistics.random(random, CLASSES),
        image -> {
          double value = loss.overClasses(image, Policy.undefined());
          assertThat(Double.isNaN(value)).isEqualTo(image.pixelLosses().validPixels() == 0);
          assertThat(Double.isNaN(value) || (value >= 0 && value <= most)).isTrue();
        });
  }
}
