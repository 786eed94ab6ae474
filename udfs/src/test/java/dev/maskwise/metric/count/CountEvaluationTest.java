package dev.maskwise.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CountEvaluationTest {
  private static final int CLASSES = 4;

  /** Every averaging of every mean, straight from its definition, for every policy. */
  @ParameterizedTest
  @MethodSource("policies")
  void averagingsAreWhatTheySay(Policy policy) {
    List<ConfusionMatrix> images = randomImages(40, 11);
    CountEvaluation evaluation = evaluate(images, policy);
    double[][] iou = new double[images.size()][CLASSES];
    for (int i = 0; i < images.size(); i++) {
      for (int c = 0; c < CLASSES; c++) {
        iou[i][c] = naiveIou(images.get(i), c, policy);
      }
    }
    double[] imageMeans =
        Arrays.stream(iou).mapToDouble(row -> naiveMean(averaged(row, policy))).toArray();
    double[] classMeans = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      int classId = c;
      classMeans[c] = naiveMean(Arrays.stream(iou).mapToDouble(row -> row[classId]).toArray());
    }
    double[] pairs =
        Arrays.stream(iou).flatMapToDouble(r -> Arrays.stream(averaged(r, policy))).toArray();

    assertMean(evaluation, Averaging.IMAGE_THEN_DATASET, imageMeans, Over.IMAGES);
    assertMean(evaluation, Averaging.CLASS_OVER_IMAGES, averaged(classMeans, policy), Over.CLASSES);
    assertMean(evaluation, Averaging.POOLED_PAIRS, pairs, Over.PAIRS);
    ConfusionMatrix total =
        images.stream().reduce(ConfusionMatrix.TYPE.empty(), ConfusionMatrix.TYPE::merge);
    double[] dataset = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      dataset[c] = naiveIou(total, c, policy);
      assertThat(find(evaluation, "iou", Averaging.DATASET, c).value())
          .isEqualTo(Double.valueOf(dataset[c]));
      assertThat(find(evaluation, "iou", Averaging.CLASS_OVER_IMAGES, c).value())
          .isCloseTo(classMeans[c], within(1e-14));
    }
    assertMean(evaluation, Averaging.DATASET, averaged(dataset, policy), Over.CLASSES);
  }

  /** What is left after images were taken away is, to the bit, the evaluation of the others. */
  @ParameterizedTest
  @MethodSource("policies")
  void removingUndoesAdding(Policy policy) {
    List<ConfusionMatrix> images = randomImages(40, 12);
    CountEvaluation evaluation = evaluate(images, policy);
    images.subList(0, 25).forEach(evaluation::remove);
    CountEvaluation others = evaluate(images.subList(25, 40), policy);
    assertThat(evaluation.values()).isEqualTo(others.values());
    assertThat(evaluation.images()).isEqualTo(15);
    assertThat(evaluation.confusion()).isDeepEqualTo(others.confusion());
  }

  /** To the bit, what the values are, and what they are when some images were never added. */
  @ParameterizedTest
  @MethodSource("policies")
  void numbersAreTheValues(Policy policy) {
    Random random = new Random(13);
    List<ConfusionMatrix> images = randomImages(40, 13);
    CountEvaluation evaluation = evaluate(images, policy);
    CountEvaluation part = evaluation.blank();
    for (int round = 0; round < 30; round++) {
      assertThat(evaluation.numbers()).containsExactly(numbersOf(evaluation));
      Collections.shuffle(images, random);
      int left = random.nextInt(images.size() + 1);
      part.clear();
      images.subList(0, left).forEach(part::add);
      assertThat(evaluation.numbersWithout(part))
          .as("without %d", left)
          .containsExactly(numbersOf(evaluate(images.subList(left, images.size()), policy)));
      assertThat(part.images()).isEqualTo(left);
      if (round % 3 == 0) {
        evaluation.remove(images.remove(0));
      }
    }
  }

  private static double[] numbersOf(CountEvaluation evaluation) {
    return evaluation.values().stream().mapToDouble(MetricValue::value).toArray();
  }

  static Stream<Policy> policies() {
    return Arrays.stream(EmptyMask.values())
        .flatMap(empty -> Stream.of(new Policy(empty, Set.of()), new Policy(empty, Set.of(0, 2))));
  }

  private static void assertMean(
      CountEvaluation evaluation, Averaging averaging, double[] values, Over over) {
    MetricValue mean = find(evaluation, "mean_iou", averaging, null);
    long undefined = Arrays.stream(values).filter(Double::isNaN).count();
    assertThat(mean.value()).as("%s", averaging).isCloseTo(naiveMean(values), within(1e-14));
    assertThat(mean.undefined()).as("undefined, %s", averaging).isEqualTo(undefined);
    assertThat(mean.n()).as("n, %s", averaging).isEqualTo(values.length - undefined);
    assertThat(mean.over()).isEqualTo(over);
  }

  @ParameterizedTest
  @EnumSource(EmptyMask.class)
  void orderAndPartitioningChangeNoBit(EmptyMask empty) {
    Policy policy = new Policy(empty, Set.of());
    List<ConfusionMatrix> images = randomImages(200, 5);
    List<MetricValue> whole = evaluate(images, policy).values();
    Random random = new Random(7);
    for (int parts : new int[] {1, 2, 7, 200}) {
      Collections.shuffle(images, random);
      List<CountEvaluation> partial = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        int from = images.size() * part / parts;
        partial.add(evaluate(images.subList(from, images.size() * (part + 1) / parts), policy));
      }
      Collections.shuffle(partial, random);
      CountEvaluation merged = new CountEvaluation(CLASSES, policy);
      partial.forEach(merged::add);
      assertThat(merged.values()).as("%d parts", parts).isEqualTo(whole);
      assertThat(merged.images()).isEqualTo(200);
    }
  }

  @Test
  void nothingIsUndefinedEverywhereNotZero() {
    assertThat(new CountEvaluation(CLASSES, Policy.undefined()).values())
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value.value()).isNaN())
        .allSatisfy(value -> assertThat(value.n()).isZero());
  }

  @Test
  void otherClassesOrPoliciesDoNotMerge() {
    CountEvaluation evaluation = new CountEvaluation(CLASSES, Policy.undefined());
    assertThatThrownBy(() -> evaluation.add(new CountEvaluation(3, Policy.undefined())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> evaluation.add(new CountEvaluation(CLASSES, new Policy(EmptyMask.ONE, Set.of()))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> evaluation.numbersWithout(new CountEvaluation(3, Policy.undefined())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> evaluation.add(ConfusionMatrix.of(1, new long[1])))
        .hasMessageContaining("1 classes");
  }

  private static CountEvaluation evaluate(List<ConfusionMatrix> images, Policy policy) {
    CountEvaluation evaluation = new CountEvaluation(CLASSES, policy);
    images.forEach(evaluation::add);
    return evaluation;
  }

  /** Sparse counts, so that classes are often absent; now and then an image without a pixel. */
  private static List<ConfusionMatrix> randomImages(int images, long seed) {
    Random random = new Random(seed);
    List<ConfusionMatrix> matrices = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      long[] counts = new long[CLASSES * CLASSES];
      for (int cell = 0; cell < counts.length && i % 13 != 5; cell++) {
        counts[cell] = random.nextInt(4) == 0 ? random.nextInt(1000) : 0;
      }
      matrices.add(ConfusionMatrix.of(CLASSES, counts));
    }
    return matrices;
  }

  private static MetricValue find(
      CountEvaluation evaluation, String name, Averaging averaging, @Nullable Integer classId) {
    return evaluation.values().stream()
        .filter(v -> v.metric().equals(name) && v.averaging() == averaging)
        .filter(v -> Objects.equals(v.classId(), classId))
        .findFirst()
        .orElseThrow();
  }

  private static double naiveIou(ConfusionMatrix m, int c, Policy policy) {
    long truth = 0;
    long prediction = 0;
    for (int k = 0; k < CLASSES; k++) {
      truth += m.count(c, k);
      prediction += m.count(k, c);
    }
    long union = truth + prediction - m.count(c, c);
    if (m.total() == 0 || (policy.emptyMask() == EmptyMask.SKIP && truth == 0)) {
      return Double.NaN;
    }
    if (union > 0) {
      return (double) m.count(c, c) / union;
    }
    return policy.emptyMask() == EmptyMask.ZERO
        ? 0
        : policy.emptyMask() == EmptyMask.ONE ? 1 : Double.NaN;
  }

  private static double[] averaged(double[] byClass, Policy policy) {
    return IntStream.range(0, byClass.length)
        .filter(c -> !policy.leftOut().contains(c))
        .mapToDouble(c -> byClass[c])
        .toArray();
  }

  private static double naiveMean(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }
}
