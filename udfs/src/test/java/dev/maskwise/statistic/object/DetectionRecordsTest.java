package dev.maskwise.statistic.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the laws do not say of records. */
class DetectionRecordsTest {
  private static DetectionRecords merge(DetectionRecords a, DetectionRecords b) {
    return DetectionRecords.TYPE.merge(a, b);
  }

  @Test
  void whatWasAddedCanBeTakenAway() {
    Property.forAll(
        11,
        200,
        DetectionExamples::random,
        values -> {
          DetectionRecords a = values.get(0);
          DetectionRecords b = values.get(values.size() - 1);
          DetectionRecords rest = merge(a, b).without(b);
          assertThat(merge(rest, b)).isEqualTo(merge(a, b));
          assertThat(rest.records()).isEqualTo(a.records());
          assertThat(rest.isEmpty() ? a.groups() : rest.groups()).isEqualTo(a.groups());
          if (!a.isEmpty()) {
            assertThat(rest).isEqualTo(a);
          }
        });
  }

  @Test
  void whatWasNeverAddedCannotBeTakenAway() {
    DetectionRecords one = one(1);
    for (DetectionRecords other :
        List.of(one(2), merge(one, one), new DetectionRecords(DetectionGrid.LVIS))) {
      assertThatThrownBy(() -> one.without(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Detections that were never added cannot be taken away.");
    }
  }

  private static DetectionRecords one(long image) {
    DetectionRecords records = new DetectionRecords(DetectionGrid.COCO);
    records.add(
        image,
        1,
        new int[] {1, 1, 0, 0},
        2,
        new double[] {0.5, 0.25},
        new long[] {1, 0},
        new long[] {0, 2});
    return records;
  }

  @Test
  void recordsOfOtherGridsDoNotMerge() {
    assertThatThrownBy(() -> merge(one(1), new DetectionRecords(DetectionGrid.LVIS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not merge");
  }

  @Test
  void columnsAreReadInOrder() {
    DetectionRecords both = merge(one(7), one(-3));
    assertThat(both.groups()).isEqualTo(2);
    assertThat(both.image(0)).isEqualTo(-3);
    assertThat(both.image(1)).isEqualTo(7);
    assertThat(both.first(2)).isEqualTo(both.records()).isEqualTo(4);
    assertThat(both.score(3)).isEqualTo(0.25);
    assertThat(both.ignored(3, 0)).isEqualTo(2);
    assertThat(both.endOfCategory(0)).isEqualTo(2);
  }

  @Test
  void whatCannotBeOneCategoryOfAnImageIsRefused() {
    refused(new double[] {0.1, 0.2}, 0, 0, "scores do not descend");
    refused(new double[] {Double.NaN, 0.2}, 0, 0, "a score is not finite");
    refused(new double[] {0.2, 0.1}, 1, 1, "an ignored detection is a true positive");
    refused(new double[] {0.2, 0.1}, 1L << 40, 0, "a bit is of no cell");
    refused(new double[] {0.2, 0.1}, 1L << 39, 0, "there are more true positives than objects");
    refused(new double[101], 0, 0, "a category of an image has more detections than the limit");
  }

  private static void refused(double[] scores, long truePositive, long ignored, String problem) {
    DetectionRecords records = new DetectionRecords(DetectionGrid.COCO);
    long[] true0 = new long[scores.length];
    long[] ignored0 = new long[scores.length];
    true0[1] = truePositive;
    ignored0[1] = ignored;
    assertThatThrownBy(
            () -> records.add(9, 4, new int[] {1, 1, 1, 0}, scores.length, scores, true0, ignored0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Category 4 of image 9 cannot be remembered: %s.", problem);
    assertThat(records.groups()).isZero();
  }

  @Test
  void aRecordTakesTenBytes() {
    SplittableRandom random = new SplittableRandom(5);
    DetectionRecords all = new DetectionRecords(DetectionGrid.COCO);
    for (int image = 0; image < 500; image++) {
      double[] scores = new double[100];
      long[] truePositive = new long[100];
      long[] ignored = new long[100];
      for (int r = 0; r < 100; r++) {
        scores[r] = 1 - r / 100.0 - random.nextDouble() / 200;
        truePositive[r] = r < 5 ? (1L << random.nextInt(11)) - 1 : 0;
        ignored[r] = 0x3ffL << (10 * random.nextInt(1, 4));
      }
      all.add(image, 1, new int[] {9, 0, 0, 0}, 100, scores, truePositive, ignored);
    }
    assertThat(DetectionRecords.TYPE.encode(all).length / 50_000.0).isBetween(9.0, 9.5);
  }

  @Test
  void gridsAreChecked() {
    List<Double> thresholds = DetectionGrid.COCO.thresholds();
    List<AreaBand> bands = DetectionGrid.COCO.bands();
    assertThat(thresholds.get(8)).isEqualTo(0.8999999999999999);
    assertThat(DetectionGrid.COCO.threshold(0.75)).isEqualTo(5);
    assertThat(DetectionGrid.COCO.band("large")).isEqualTo(3);
    assertThat(DetectionGrid.COCO.band("huge")).isEqualTo(-1);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> new DetectionGrid(List.of(), bands, 1),
            () -> new DetectionGrid(thresholds, List.of(), 1),
            () -> new DetectionGrid(thresholds, bands, 0),
            () -> new DetectionGrid(List.of(0.5, 0.5), bands, 1),
            () -> new DetectionGrid(List.of(0.0), bands, 1),
            () -> new DetectionGrid(List.of(1.5), bands, 1),
            () -> new DetectionGrid(List.of(Double.NaN), bands, 1),
            () -> new DetectionGrid(thresholds, List.of(bands.get(0), bands.get(0)), 1),
            () -> new DetectionGrid(DetectionGrid.steps(0.1, 1, 257), bands, 1),
            () -> new AreaBand("Small", 0, 1),
            () -> new AreaBand("small", 2, 1),
            () -> new AreaBand("small", -1, 1))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(".");
    }
  }
}
