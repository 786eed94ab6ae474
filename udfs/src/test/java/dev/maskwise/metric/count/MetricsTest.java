package dev.maskwise.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden values by hand or from other libraries' published examples, and laws of every metric. */
class MetricsTest {

  /** I = 4, T = 6, P = 5, N = 20, so the union is 7 and there are 13 true negatives. */
  @ParameterizedTest
  @CsvSource({
    "iou, 0.5714285714285714", // 4/7
    "dice, 0.7272727272727273", // 8/11
    "precision, 0.8", // 4/5
    "recall, 0.6666666666666666", // 4/6
    "specificity, 0.9285714285714286" // 13/14
  })
  void overlapMetricsByHand(String name, double expected) {
    assertThat(overlapMetric(name).value(new OverlapCounts(4, 6, 5, 20))).isEqualTo(expected);
  }

  /** Truth 0 0 1 2 2 2, prediction 0 1 1 2 2 0: by hand. */
  @ParameterizedTest
  @CsvSource({
    "pixel_accuracy, 0.6666666666666666", // 4/6
    "mean_iou, 0.5", // (1/3 + 1/2 + 2/3) / 3
    "mean_dice, 0.6555555555555556", // (1/2 + 2/3 + 4/5) / 3
    "mean_class_accuracy, 0.7222222222222222", // (1/2 + 1 + 2/3) / 3
    "frequency_weighted_iou, 0.5277777777777778" // (2·1/3 + 1·1/2 + 3·2/3) / 6
  })
  void confusionMetricsByHand(String name, double expected) {
    ConfusionMatrix matrix = ConfusionMatrix.of(3, new long[] {1, 1, 0, 0, 1, 0, 1, 0, 2});
    ClassCounts counts = new ClassCounts(matrix, Policy.undefined());
    assertThat(confusionMetric(name).value(counts)).isCloseTo(expected, within(1e-15));
  }

  /** torchmetrics, functional/classification/jaccard.py doctest: [2,1,0,0] against [2,1,0,1]. */
  @Test
  void jaccardOfTorchmetricsExample() {
    ConfusionMatrix matrix = ConfusionMatrix.of(3, new long[] {1, 1, 0, 0, 1, 0, 0, 0, 1});
    assertThat(ConfusionMetrics.MEAN_IOU.value(new ClassCounts(matrix, Policy.undefined())))
        .isCloseTo(0.6667, within(5e-5));
  }

  @ParameterizedTest
  @MethodSource("overlapMetrics")
  void stayInRangeAndArePerfectOnEqualMasks(Metric<OverlapCounts> metric) {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      int truth = random.nextInt(50);
      int prediction = random.nextInt(50);
      int intersection = random.nextInt(Math.min(truth, prediction) + 1);
      int pixels = truth + prediction - intersection + random.nextInt(5);
      double value = metric.value(new OverlapCounts(intersection, truth, prediction, pixels));
      assertThat(Double.isNaN(value) || (value >= 0 && value <= 1)).isTrue();
    }
    assertThat(metric.value(new OverlapCounts(7, 7, 7, 20))).isEqualTo(1);
    assertThat(metric.value(new OverlapCounts(0, 0, 0, 0))).isNaN();
  }

  /** IoU = Dice / (2 − Dice). */
  @Test
  void iouFollowsFromDice() {
    OverlapCounts counts = new OverlapCounts(31, 77, 52, 500);
    double dice = OverlapMetrics.DICE.value(counts);
    assertThat(OverlapMetrics.IOU.value(counts)).isCloseTo(dice / (2 - dice), within(1e-15));
  }

  @Test
  void emptyMasksFollowThePolicy() {
    OverlapCounts neither = new OverlapCounts(0, 0, 0, 10);
    OverlapCounts onlyPredicted = new OverlapCounts(0, 0, 3, 10);
    OverlapCounts noPixel = new OverlapCounts(0, 0, 0, 0);
    double nan = Double.NaN;
    assertIou(EmptyMask.UNDEFINED, neither, nan, onlyPredicted, 0, noPixel);
    assertIou(EmptyMask.ZERO, neither, 0, onlyPredicted, 0, noPixel);
    assertIou(EmptyMask.ONE, neither, 1, onlyPredicted, 0, noPixel);
    assertIou(EmptyMask.SKIP, neither, nan, onlyPredicted, nan, noPixel);
  }

  private static void assertIou(
      EmptyMask empty,
      OverlapCounts neither,
      double ofNeither,
      OverlapCounts onlyPredicted,
      double ofOnlyPredicted,
      OverlapCounts noPixel) {
    Policy policy = new Policy(empty, Set.of());
    assertThat(policy.value(OverlapMetrics.IOU, neither)).isEqualTo(Double.valueOf(ofNeither));
    assertThat(policy.value(OverlapMetrics.IOU, onlyPredicted))
        .isEqualTo(Double.valueOf(ofOnlyPredicted));
    assertThat(policy.value(OverlapMetrics.IOU, noPixel)).isNaN();
  }

  @Test
  void namesAreUniqueAndEveryMetricIsDescribed() {
    Set<String> names = new HashSet<>();
    Stream.concat(OverlapMetrics.ALL.stream(), ConfusionMetrics.ALL.stream())
        .forEach(
            metric -> {
              assertThat(names.add(metric.name())).as(metric.name()).isTrue();
              assertThat(metric.name()).matches("[a-z][a-z0-9_]*");
              assertThat(metric.formula()).isNotBlank();
              assertThat(metric.source()).isNotBlank();
              assertThat(metric.range()).matches("\\[.+, .+]");
            });
  }

  static Stream<Metric<OverlapCounts>> overlapMetrics() {
    return OverlapMetrics.ALL.stream();
  }

  private static Metric<OverlapCounts> overlapMetric(String name) {
    return OverlapMetrics.ALL.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  private static Metric<ClassCounts> confusionMetric(String name) {
    return ConfusionMetrics.ALL.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
