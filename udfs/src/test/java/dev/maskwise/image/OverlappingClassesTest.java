package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.RawRows;
import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.statistic.ClassOverlaps;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCountsBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts of classes of which a pixel may have several. */
class OverlappingClassesTest {
  private static final int IGNORE = 255;

  private static LabelMapRows mask(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new RawRows(bytes, 0, values.length, 1, 1);
  }

  private static ClassOverlaps count(List<LabelMapRows> truth, List<LabelMapRows> prediction)
      throws FaultException {
    return new MaskCounter(2, IGNORE).count(List.of(truth, prediction)).get(0);
  }

  /** By hand: a pixel is of both classes, one is ignored for the second class alone. */
  @Test
  void byHand() throws FaultException {
    ClassOverlaps counts =
        count(
            List.of(mask(1, 1, 0, 0, 1), mask(1, 0, 0, IGNORE, 0)),
            List.of(mask(1, 0, 1, 0, 1), mask(1, 1, 0, 1, 0)));
    assertThat(counts.overlap(0)).isEqualTo(new OverlapCounts(2, 3, 3, 5));
    assertThat(counts.overlap(1)).isEqualTo(new OverlapCounts(1, 1, 2, 4));
    assertThat(counts.total()).isEqualTo(5);

    CountEvaluation evaluation = new CountEvaluation(2, Policy.undefined(), true);
    evaluation.add(counts);
    assertThat(value(evaluation, "iou", 0)).isEqualTo(2 / 4.0);
    assertThat(value(evaluation, "iou", 1)).isEqualTo(1 / 2.0);
    assertThat(value(evaluation, "specificity", 1)).isEqualTo(2 / 3.0);
    assertThat(value(evaluation, "mean_iou", null)).isEqualTo(0.5);
    assertThat(value(evaluation, "mean_dice", null)).isEqualTo((4 / 6.0 + 2 / 3.0) / 2);
    assertThat(evaluation.confusion()).isEmpty();
    assertThat(evaluation.values()).noneMatch(of -> of.metric().equals("pixel_accuracy"));
  }

  private static double value(
      CountEvaluation evaluation, String metric, @Nullable Integer classId) {
    return evaluation.values().stream()
        .filter(of -> of.metric().equals(metric) && of.averaging() == Averaging.DATASET)
        .filter(of -> classId == null ? of.classId() == null : classId.equals(of.classId()))
        .mapToDouble(MetricValue::value)
        .findFirst()
        .orElseThrow();
  }

  /** Evaluations of parts merge to that of all, and an image can be taken away again. */
  @Test
  void partsMergeAndAreTakenAway() {
    List<ClassOverlaps> images = images();
    CountEvaluation all = evaluation(images);
    CountEvaluation some = evaluation(images.subList(0, 7));
    CountEvaluation merged = evaluation(images.subList(7, images.size()));
    merged.add(some);
    assertThat(merged.values()).isEqualTo(all.values());
    CountEvaluation left = evaluation(images);
    images.subList(0, 7).forEach(left::remove);
    assertThat(left.values()).isEqualTo(evaluation(images.subList(7, images.size())).values());
    assertThat(all.numbersWithout(some)).isEqualTo(left.numbers());
    assertThat(all.numbers())
        .isEqualTo(all.values().stream().mapToDouble(MetricValue::value).toArray());
  }

  private static CountEvaluation evaluation(List<ClassOverlaps> images) {
    CountEvaluation evaluation = new CountEvaluation(3, Policy.undefined(), true);
    images.forEach(evaluation::add);
    return evaluation;
  }

  private static List<ClassOverlaps> images() {
    Random random = new Random(5);
    List<ClassOverlaps> images = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<OverlapCounts> classes = new ArrayList<>();
      for (int c = 0; c < 3; c++) {
        int both = random.nextInt(4);
        int truth = both + random.nextInt(3);
        int prediction = both + random.nextInt(3);
        int pixels = truth + prediction - both + random.nextInt(9);
        classes.add(new OverlapCounts(both, truth, prediction, pixels));
      }
      images.add(new ClassOverlaps(classes));
    }
    return images;
  }

  @Test
  void bytesAreReadAgain() {
    for (ClassOverlaps image : images()) {
      assertThat(PixelCountsBytes.decode(PixelCountsBytes.encode(image))).isEqualTo(image);
    }
    ConfusionMatrix matrix = ConfusionMatrix.of(2, new long[] {1, 2, 3, 4});
    assertThat(PixelCountsBytes.decode(PixelCountsBytes.encode(matrix))).isEqualTo(matrix);
    for (byte[] damaged : new byte[][] {{}, {2, 1}, {1, 1, 2}, {1, 1, 1, 1, 1}}) {
      assertThatThrownBy(() -> PixelCountsBytes.decode(damaged))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void countsOfTheOtherKindAreRefused() {
    CountEvaluation evaluation = new CountEvaluation(2, Policy.undefined(), true);
    assertThatThrownBy(() -> evaluation.add(ConfusionMatrix.of(2, new long[4])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> evaluation.add(new CountEvaluation(2, Policy.undefined())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void faultsNameTheClass() {
    assertFault(
        List.of(mask(1, 0), mask(0, 7)), List.of(mask(1, 0), mask(0, 0)), FaultException.TRUTH, 1);
    assertFault(List.of(mask(1, 0), mask(0, IGNORE)), List.of(mask(1, IGNORE), mask(0, 0)), 0, 0);
    assertFault(
        List.of(mask(1, 0), mask(0)), List.of(mask(1, 0), mask(0)), FaultException.TRUTH, 1);
    assertFault(List.of(mask(1, 0)), List.of(mask(1, 0), mask(0, 0)), FaultException.TRUTH, -1);
    assertFault(List.of(mask(1, 0), mask(0, 0)), List.of(mask(1, 0), mask(0)), 0, 1);
  }

  private static void assertFault(
      List<LabelMapRows> truth, List<LabelMapRows> prediction, int mask, int classId) {
    assertThatThrownBy(() -> count(truth, prediction))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.mask()).isEqualTo(mask);
              assertThat(e.classId()).isEqualTo(classId);
            });
  }
}
