package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.PixelStatistics;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreEvaluationTest {
  private static final int CLASSES = 4;
  private static final Policy POLICY = new Policy(EmptyMask.UNDEFINED, Set.of(0));
  private static final List<ScoreLoss> LOSSES =
      ScoreLosses.parseAll(
          "cross_entropy,focal_loss(gamma=5),soft_dice_loss,soft_dice_loss(absent=skip),"
              + "soft_iou_loss(classes=joint),tversky_loss(gamma=2,gamma_on=mean),lovasz_softmax,"
              + "lovasz_softmax(classes=1/3)",
          Task.MULTICLASS,
          ScoreKind.LOGIT,
          CLASSES);

  private static final DatasetLovasz LOVASZ = (errors, c) -> new Bounded(0.25 * c, 0.01 * c);

  private static List<ScoreStatistics> images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ScoreStatistics> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(PixelStatistics.random(random, CLASSES));
    }
    return images;
  }

  private static ScoreEvaluation evaluate(List<ScoreStatistics> images) {
    ScoreEvaluation evaluation = new ScoreEvaluation(LOSSES, CLASSES, POLICY);
    images.forEach(evaluation::add);
    return evaluation;
  }

  /** Every averaging over images, straight from its definition. */
  @ParameterizedTest
  @ValueSource(strings = {"soft_dice_loss", "soft_dice_loss(absent=skip)", "lovasz_softmax"})
  void averagingsAreWhatTheySay(String name) {
    ScoreLoss loss = loss(name);
    List<ScoreStatistics> images = images(40, 1);
    List<MetricValue> values = evaluate(images).values(LOVASZ);
    double[] imageMeans =
        images.stream().mapToDouble(image -> loss.overClasses(image, POLICY)).toArray();
    double[] classMeans = new double[CLASSES - 1];
    List<Double> pairs = new ArrayList<>();
    for (int c = 1; c < CLASSES; c++) {
      int classId = c;
      double[] ofClass = images.stream().mapToDouble(i -> loss.ofClass(i, classId)).toArray();
      classMeans[c - 1] = mean(ofClass);
      pairs.addAll(Arrays.stream(ofClass).boxed().toList());
      MetricValue value = find(values, name, Averaging.CLASS_OVER_IMAGES, c);
      check(value, ofClass, Over.IMAGES);
    }
    check(find(values, name, Averaging.IMAGE_THEN_DATASET, null), imageMeans, Over.IMAGES);
    check(find(values, name, Averaging.CLASS_OVER_IMAGES, null), classMeans, Over.CLASSES);
    check(
        find(values, name, Averaging.POOLED_PAIRS, null),
        pairs.stream().mapToDouble(v -> v).toArray(),
        Over.PAIRS);
  }

  private static void check(MetricValue value, double[] values, Over over) {
    long undefined = Arrays.stream(values).filter(Double::isNaN).count();
    assertThat(value.value()).isCloseTo(mean(values), within(1e-14));
    assertThat(value.undefined()).isEqualTo(undefined);
    assertThat(value.n()).isEqualTo(values.length - undefined);
    assertThat(value.over()).isEqualTo(over);
    assertThat(value.bound()).isNaN();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }

  /** The data set is one large image: its sums are those of all pixels. */
  @Test
  void datasetIsTheLossOfAllPixels() {
    double[][] p = {{.7, .2, .05, .05}, {.1, .8, .05, .05}, {.2, .3, .4, .1}, {.5, .3, .1, .1}};
    int[] truth = {0, 1, 2, 3};
    ScoreEvaluation evaluation = new ScoreEvaluation(LOSSES, CLASSES, POLICY);
    for (int i = 0; i < truth.length; i++) {
      double[][] pixel = {p[i]};
      evaluation.add(PixelStatistics.multiclass(pixel, new int[] {truth[i]}, CLASSES, i));
    }
    ScoreStatistics whole = PixelStatistics.multiclass(p, truth, CLASSES, 6);
    DatasetLovasz exact = (errors, c) -> new Bounded(whole.lovasz(errors, c), 0);
    List<MetricValue> values = evaluation.values(exact);
    for (ScoreLoss loss : LOSSES) {
      MetricValue value = find(values, loss.name(), Averaging.DATASET, null);
      assertThat(value.value())
          .as(loss.name())
          .isCloseTo(loss.overClasses(whole, POLICY), within(1e-15));
      assertThat(value.over()).isEqualTo(loss.byClass() ? Over.CLASSES : Over.IMAGES);
      for (int c = 0; loss.byClass() && loss.covers(c) && c < CLASSES; c++) {
        assertThat(find(values, loss.name(), Averaging.DATASET, c).value())
            .isCloseTo(loss.ofClass(whole, c), within(1e-15));
      }
    }
    assertThat(evaluation.images()).isEqualTo(4);
  }

  @Test
  void lovaszOfTheDatasetCarriesItsBound() {
    List<MetricValue> values = evaluate(images(40, 2)).values(LOVASZ);
    // Classes 1, 2 and 3 enter, with 0.25·c within 0.01·c.
    MetricValue over = find(values, "lovasz_softmax", Averaging.DATASET, null);
    assertThat(over.value()).isCloseTo(0.5, within(1e-15));
    assertThat(over.bound()).isCloseTo(0.02, within(1e-15));
    assertThat(over.n()).isEqualTo(3);
    MetricValue listed = find(values, "lovasz_softmax(classes=1/3)", Averaging.DATASET, null);
    assertThat(listed.value()).isCloseTo(0.5, within(1e-15));
    assertThat(listed.n()).isEqualTo(2);
    MetricValue ofClass = find(values, "lovasz_softmax", Averaging.DATASET, 3);
    assertThat(ofClass.value()).isEqualTo(0.75);
    assertThat(ofClass.bound()).isEqualTo(0.03);
    assertThat(values)
        .filteredOn(value -> !Double.isNaN(value.bound()))
        .allSatisfy(value -> assertThat(value.metric()).startsWith("lovasz"))
        .allSatisfy(value -> assertThat(value.averaging()).isEqualTo(Averaging.DATASET));
  }

  /** A class without true pixels in the data set has no value, and its bound enters no mean. */
  @Test
  void absentClassesHaveNoBound() {
    ScoreEvaluation evaluation = new ScoreEvaluation(LOSSES, CLASSES, POLICY);
    double[][] p = {{.1, .7, .1, .1}};
    evaluation.add(PixelStatistics.multiclass(p, new int[] {1}, CLASSES, 0));
    List<MetricValue> values = evaluation.values(LOVASZ);
    MetricValue over = find(values, "lovasz_softmax", Averaging.DATASET, null);
    assertThat(over.value()).isEqualTo(0.25);
    assertThat(over.bound()).isEqualTo(0.01);
    assertThat(over.undefined()).isEqualTo(2);
    assertThat(find(values, "lovasz_softmax", Averaging.DATASET, 2).value()).isNaN();
    assertThat(find(values, "lovasz_softmax", Averaging.DATASET, 2).bound()).isNaN();
    assertThat(find(values, "lovasz_softmax(classes=1/3)", Averaging.DATASET, null).bound())
        .isCloseTo(0.02, within(1e-15));
    MetricValue unknown =
        find(evaluation.values(DatasetLovasz.UNKNOWN), "lovasz_softmax", Averaging.DATASET, null);
    assertThat(unknown.value()).isNaN();
    assertThat(unknown.bound()).isNaN();
  }

  @Test
  void theBinaryTaskHasValuesOfImagesAlone() {
    List<ScoreLoss> losses =
        ScoreLosses.parseAll(
            "soft_dice_loss,lovasz_hinge,lovasz_softmax", Task.BINARY, ScoreKind.LOGIT, 1);
    ScoreEvaluation evaluation = new ScoreEvaluation(losses, 1, POLICY);
    ScoreStatistics image =
        PixelStatistics.binary(new double[] {0.25, 0.75}, new boolean[] {false, true}, 1);
    evaluation.add(image);
    List<MetricValue> values =
        evaluation.values(
            (errors, c) ->
                errors == LovaszKind.HINGE ? new Bounded(2, 0.125) : new Bounded(0.5, 0.0625));
    assertThat(values).hasSize(6).allMatch(value -> value.classId() == null);
    assertThat(find(values, "lovasz_hinge", Averaging.DATASET, null))
        .isEqualTo(
            new MetricValue("lovasz_hinge", Averaging.DATASET, null, 2, 1, 0, Over.IMAGES, 0.125));
    assertThat(find(values, "lovasz_softmax", Averaging.DATASET, null).bound()).isEqualTo(0.0625);
    assertThat(find(values, "lovasz_hinge", Averaging.IMAGE_THEN_DATASET, null).value())
        .isEqualTo(image.lovasz(LovaszKind.HINGE, 0));
    assertThat(find(values, "soft_dice_loss", Averaging.DATASET, null).bound()).isNaN();
  }

  @Test
  void overClassesFirstThenClassByClass() {
    List<MetricValue> values = evaluate(images(5, 4)).values(LOVASZ);
    assertThat(values.stream().filter(value -> value.classId() == null).map(MetricValue::metric))
        .startsWith("cross_entropy", "cross_entropy", "focal_loss(gamma=5)")
        .endsWith("lovasz_softmax(classes=1/3)");
    // 4 losses with all four averagings and 4 with two; then 3 losses of 4 classes and 1 of 2.
    assertThat(values).hasSize(4 * 4 + 4 * 2 + 2 * (3 * 4 + 2));
    assertThat(values.subList(0, 24)).allMatch(value -> value.classId() == null);
  }

  @Test
  void orderAndPartitioningChangeNoBit() throws Exception {
    List<ScoreStatistics> images = images(120, 5);
    List<MetricValue> whole = evaluate(images).values(LOVASZ);
    Random random = new Random(7);
    for (int parts : new int[] {1, 2, 7, 120}) {
      Collections.shuffle(images, random);
      List<ScoreEvaluation> partial = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        int from = images.size() * part / parts;
        partial.add(travel(evaluate(images.subList(from, images.size() * (part + 1) / parts))));
      }
      Collections.shuffle(partial, random);
      ScoreEvaluation merged = new ScoreEvaluation(LOSSES, CLASSES, POLICY);
      for (ScoreEvaluation part : partial) {
        List<MetricValue> before = part.values(LOVASZ);
        merged.add(part);
        assertThat(part.values(LOVASZ)).isEqualTo(before);
      }
      assertThat(merged.values(LOVASZ)).as("%d parts", parts).isEqualTo(whole);
      assertThat(merged.images()).isEqualTo(120);
    }
  }

  /** What is left after images were taken away is, to the bit, the evaluation of the others. */
  @Test
  void removingUndoesAdding() {
    List<ScoreStatistics> images = images(30, 8);
    ScoreEvaluation evaluation = evaluate(images);
    images.subList(0, 18).forEach(evaluation::remove);
    assertThat(evaluation.values(LOVASZ))
        .isEqualTo(evaluate(images.subList(18, 30)).values(LOVASZ));
    assertThat(evaluation.images()).isEqualTo(12);
  }

  /** To the bit, what the values are, and what they are when some images were never added. */
  @Test
  void numbersAreTheValues() {
    Random random = new Random(9);
    List<ScoreStatistics> images = images(30, 9);
    ScoreEvaluation evaluation = evaluate(images);
    ScoreEvaluation part = evaluation.blank();
    for (int round = 0; round < 20; round++) {
      assertThat(evaluation.numbers()).containsExactly(numbersOf(evaluation));
      Collections.shuffle(images, random);
      int left = random.nextInt(images.size() + 1);
      part.clear();
      images.subList(0, left).forEach(part::add);
      assertThat(evaluation.numbersWithout(part))
          .as("without %d", left)
          .containsExactly(numbersOf(evaluate(images.subList(left, images.size()))));
      if (round % 3 == 0) {
        evaluation.remove(images.remove(0));
      }
    }
  }

  private static double[] numbersOf(ScoreEvaluation evaluation) {
    return evaluation.values(DatasetLovasz.UNKNOWN).stream()
        .mapToDouble(MetricValue::value)
        .toArray();
  }

  private static ScoreEvaluation travel(ScoreEvaluation evaluation) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(evaluation);
    }
    try (ObjectInputStream stream =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ScoreEvaluation) stream.readObject();
    }
  }

  @Test
  void nothingIsUndefinedEverywhereNotZero() {
    assertThat(new ScoreEvaluation(LOSSES, CLASSES, POLICY).values(LOVASZ))
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value.value()).isNaN())
        .allSatisfy(value -> assertThat(value.bound()).isNaN())
        .allSatisfy(value -> assertThat(value.n()).isZero());
  }

  @Test
  void whatDiffersDoesNotMerge() {
    ScoreEvaluation evaluation = new ScoreEvaluation(LOSSES, CLASSES, POLICY);
    for (ScoreEvaluation other :
        List.of(
            new ScoreEvaluation(LOSSES.subList(1, 3), CLASSES, POLICY),
            new ScoreEvaluation(LOSSES, 3, POLICY),
            new ScoreEvaluation(LOSSES, CLASSES, Policy.undefined()))) {
      assertThatThrownBy(() -> evaluation.add(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Evaluations with different losses, classes or policies cannot be merged.");
    }
    ScoreStatistics binary = PixelStatistics.binary(new double[0], new boolean[0], 1);
    assertThatThrownBy(() -> evaluation.add(binary))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An image with scores of 1 classes does not belong to an evaluation of 4.");
  }

  private static ScoreLoss loss(String name) {
    return LOSSES.stream().filter(loss -> loss.name().equals(name)).findFirst().orElseThrow();
  }

  private static MetricValue find(
      List<MetricValue> values, String name, Averaging averaging, @Nullable Integer classId) {
    return values.stream()
        .filter(v -> v.metric().equals(name) && v.averaging() == averaging)
        .filter(v -> Objects.equals(v.classId(), classId))
        .findFirst()
        .orElseThrow();
  }
}
