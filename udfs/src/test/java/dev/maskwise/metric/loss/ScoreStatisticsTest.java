package dev.maskwise.metric.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses where something is missing: pixels, true pixels, classes, the Lovász losses. */
class ScoreStatisticsTest {

  private static final Policy EVERY_CLASS = Policy.undefined();

  /** Class 0 with I = 2, P = 3, T = 4 of 6 pixels, class 1 that is never true with P = 1. */
  private static final ScoreStatistics IMAGE =
      new ScoreStatistics(
          List.of(SoftOverlap.of(6, 4, 2, 3, 2.5), SoftOverlap.of(6, 0, 0, 1, 0.5)),
          PixelLosses.of(new float[] {0}, new double[][] {{3, 0}}, new long[] {6, 0}, 8),
          new double[0],
          new double[] {0.25, 0.75});

  private static ScoreLoss multiclass(String spec) {
    return ScoreLosses.parse(spec, Task.MULTICLASS, ScoreKind.PROBABILITY, 2);
  }

  private static double value(String spec) {
    return multiclass(spec).overClasses(IMAGE, EVERY_CLASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soft_dice_loss(eps=0) | 0.7142857142857143", // (1 - 4/7 + 1) / 2
        "soft_dice_loss(eps=0,absent=skip) | 0.42857142857142855", // 1 - 4/7
        "soft_dice_loss(eps=0,absent=zero) | 0.21428571428571427", // (1 - 4/7) / 2
        "soft_dice_loss(eps=1) | 0.75", // (1 - 4/8 + 1) / 2
        "soft_dice_loss(eps=0,smooth=1) | 0.4375", // (1 - 5/8 + 1 - 1/2) / 2
        "soft_dice_loss(eps=0,squared=true) | 0.6923076923076923", // (1 - 4/6.5 + 1) / 2
        "soft_dice_loss(eps=0,classes=joint) | 0.5", // 1 - 4/8
        "soft_iou_loss(eps=0,absent=skip) | 0.6", // 1 - 2/5
        "soft_iou_loss(eps=5,absent=skip) | 0.8", // 1 - 2/10
        "soft_iou_loss(eps=0,smooth=3,absent=skip) | 0.375", // 1 - 5/8
        "soft_iou_loss(eps=0,squared=true,absent=skip) | 0.5555555555555556", // 1 - 2/4.5
        "tversky_loss(eps=0,absent=skip) | 0.45945945945945943", // 1 - 2/(2 + .3 + 1.4)
        "tversky_loss(alpha=1,beta=0,eps=0,absent=skip) | 0.3333333333333333", // 1 - 2/3
        "tversky_loss(alpha=1,beta=0,eps=1,absent=skip,gamma=2) | 0.25", // (1 - 2/4)^2
        "tversky_loss(alpha=1,beta=0,eps=1,absent=zero,gamma=2,gamma_on=mean) | 0.0625", // (.5/2)^2
        "tversky_loss(alpha=1,beta=0,eps=1,absent=zero,gamma=2,gamma_on=foreground) | 0.25",
        "tversky_loss(alpha=1,beta=0,eps=0,classes=joint,gamma=2) | 0.25", // (1 - 2/4)^2
        "lovasz_softmax | 0.25",
        "lovasz_softmax(classes=all) | 0.5",
        "lovasz_softmax(classes=1) | 0.75",
        "cross_entropy | 0.5",
        "cross_entropy(normaliser=all) | 0.375",
        "cross_entropy(normaliser=values) | 0.1875",
        "cross_entropy(normaliser=sum) | 3"
      })
  void aClassWithoutTruePixels(String spec, double expected) {
    assertThat(value(spec)).isCloseTo(expected, within(1e-15));
  }

  @Test
  void leftOutClassesEnterNoMean() {
    Policy policy = new Policy(EmptyMask.UNDEFINED, Set.of(1));
    assertThat(multiclass("soft_dice_loss(eps=0)").overClasses(IMAGE, policy))
        .isCloseTo(3.0 / 7, within(1e-15));
    assertThat(multiclass("soft_dice_loss(eps=0,classes=joint)").overClasses(IMAGE, policy))
        .isCloseTo(3.0 / 7, within(1e-15));
    assertThat(multiclass("lovasz_softmax(classes=all)").overClasses(IMAGE, policy))
        .isEqualTo(0.25);
    assertThat(multiclass("lovasz_softmax(classes=1)").overClasses(IMAGE, policy)).isNaN();
    assertThat(multiclass("cross_entropy").overClasses(IMAGE, policy)).isEqualTo(0.5);
    Policy nothing = new Policy(EmptyMask.ONE, Set.of(0, 1));
    assertThat(multiclass("soft_dice_loss(classes=joint)").overClasses(IMAGE, nothing)).isNaN();
  }

  @Test
  void valuesOfClasses() {
    ScoreLoss present = multiclass("lovasz_softmax");
    assertThat(present.byClass()).isTrue();
    assertThat(present.ofClass(IMAGE, 0)).isEqualTo(0.25);
    assertThat(present.ofClass(IMAGE, 1)).isNaN();
    assertThat(multiclass("soft_dice_loss(absent=zero)").ofClass(IMAGE, 1)).isZero();
    assertThat(multiclass("soft_dice_loss(absent=skip)").ofClass(IMAGE, 1)).isNaN();
    for (String spec :
        List.of("soft_iou_loss(classes=joint)", "tversky_loss(gamma_on=mean)", "focal_loss")) {
      assertThat(multiclass(spec).byClass()).as(spec).isFalse();
    }
    assertThatThrownBy(() -> multiclass("cross_entropy").ofClass(IMAGE, 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("The classes have no cross_entropy each.");
  }

  @Test
  void nothingOverNothingIsUndefined() {
    SoftOverlap none = SoftOverlap.of(5, 0, 0, 0, 0);
    PixelLosses losses = PixelLosses.of(new float[0], new double[0][], new long[] {5}, 5);
    ScoreStatistics image =
        new ScoreStatistics(List.of(none), losses, new double[0], new double[0]);
    for (String name : List.of("soft_dice_loss", "soft_iou_loss", "tversky_loss")) {
      assertThat(binary(name + "(eps=0)").overClasses(image, EVERY_CLASS)).isNaN();
      assertThat(binary(name).overClasses(image, EVERY_CLASS)).isEqualTo(1);
      assertThat(binary(name + "(smooth=1,eps=0)").overClasses(image, EVERY_CLASS)).isZero();
    }
    assertThat(binary("lovasz_hinge").overClasses(image, EVERY_CLASS)).isNaN();
    assertThat(binary("lovasz_softmax").overClasses(image, EVERY_CLASS)).isNaN();
  }

  private static ScoreLoss binary(String spec) {
    return ScoreLosses.parse(spec, Task.BINARY, ScoreKind.LOGIT, 1);
  }

  @Test
  void withoutAValidPixelEveryLossIsUndefinedUnlessTold() {
    ScoreStatistics one = PixelStatistics.binary(new double[0], new boolean[0], 7);
    ScoreStatistics many = PixelStatistics.multiclass(new double[0][2], new int[0], 2, 7);
    for (LossFamily family : ScoreLosses.ALL) {
      ScoreLoss loss = family.standard(Task.BINARY, ScoreKind.LOGIT);
      assertThat(loss.byClass()).isFalse();
      assertThat(loss.overClasses(one, EVERY_CLASS)).as(loss.name()).isNaN();
      if (family.fits(Task.MULTICLASS, ScoreKind.LOGIT)) {
        assertThat(multiclass(family.name()).overClasses(many, EVERY_CLASS)).isNaN();
      }
    }
    for (String normaliser : List.of("all", "values", "sum")) {
      String spec = "cross_entropy(normaliser=" + normaliser + ")";
      assertThat(multiclass(spec).overClasses(many, EVERY_CLASS)).isNaN();
    }
    assertThat(multiclass("soft_dice_loss(absent=zero)").overClasses(many, EVERY_CLASS)).isNaN();
    assertThat(multiclass("soft_dice_loss(classes=joint)").overClasses(many, EVERY_CLASS)).isNaN();
    assertThat(binary("lovasz_hinge(unlabelled=zero)").overClasses(one, EVERY_CLASS)).isZero();
    assertThat(multiclass("lovasz_softmax(unlabelled=zero)").overClasses(many, EVERY_CLASS))
        .isZero();
    assertThat(multiclass("lovasz_softmax(unlabelled=zero)").ofClass(many, 0)).isNaN();
  }

  /** In the binary task the foreground is the class, whatever the policy leaves out. */
  @Test
  void theForegroundAlwaysEnters() {
    ScoreStatistics image =
        PixelStatistics.binary(new double[] {0.5, 0.75}, new boolean[] {false, true}, 0);
    Policy policy = new Policy(EmptyMask.UNDEFINED, Set.of(0));
    assertThat(binary("soft_dice_loss(eps=0)").overClasses(image, policy))
        .isCloseTo(1 - 1.5 / 2.25, within(1e-15));
    assertThat(binary("lovasz_softmax").overClasses(image, policy))
        .isEqualTo(image.lovasz(LovaszKind.SOFTMAX, 0));
    assertThat(binary("lovasz_hinge").overClasses(image, policy))
        .isEqualTo(image.lovasz(LovaszKind.HINGE, 0));
    double background = -0.25 * Math.log(0.5);
    double foreground = -0.0625 * Math.log(0.75);
    assertThat(binary("focal_loss").overClasses(image, policy))
        .isCloseTo((0.75 * background + 0.25 * foreground) / 2, within(1e-15));
    assertThat(binary("focal_loss(alpha=0.1,alpha_on=negative)").overClasses(image, policy))
        .isCloseTo((0.1 * background + 0.9 * foreground) / 2, within(1e-15));
  }

  /** Four pixels of three classes: computed from the published algorithm in float64. */
  @Test
  void lovaszSoftmaxOverPresentAndOverAllClasses() {
    double[][] p = {{.7, .2, .1}, {.1, .8, .1}, {.3, .3, .4}, {.6, .3, .1}};
    ScoreStatistics image = PixelStatistics.multiclass(p, new int[] {0, 1, 1, 0}, 3, 0);
    assertThat(multiclass("lovasz_softmax").overClasses(image, EVERY_CLASS))
        .isCloseTo(0.4083333333, within(1e-10));
    assertThat(multiclass("lovasz_softmax(classes=all)").overClasses(image, EVERY_CLASS))
        .isCloseTo(0.4055555556, within(1e-10));
  }

  @Test
  void everyClassHasALovaszLossOrNone() {
    assertThatThrownBy(
            () ->
                new ScoreStatistics(
                    IMAGE.overlaps(), IMAGE.pixelLosses(), new double[0], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 classes have as many Lovász losses, not 1.");
    assertThat(IMAGE.lovasz(LovaszKind.HINGE, 1)).isNaN();
  }
}
