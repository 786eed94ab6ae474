package dev.maskwise.metric.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveDetections;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one threshold of the score gives, and which is best. */
class OperatingPointsTest {
  private static final int CELL = 1;

  private static DetectionRecords records() {
    DetectionRecords records = new DetectionRecords(DetectionGrid.COCO);
    long falseThere = 0;
    records.add(
        1,
        4,
        new int[] {3, 0, 0, 0},
        3,
        new double[] {0.9, 0.5, 0.5},
        new long[] {2, 2, falseThere},
        new long[3]);
    records.add(
        1,
        9,
        new int[] {1, 0, 0, 0},
        2,
        new double[] {0.7, 0.5},
        new long[2],
        new long[] {2, falseThere});
    return records;
  }

  @Test
  void countsAreThoseOfTheScoreAndAbove() {
    DetectionRecords records = records();
    assertThat(OperatingPoints.at(records, CELL, 0.5).values())
        .containsExactly(new OperatingPoint(0.5, 2, 1, 3), new OperatingPoint(0.5, 0, 1, 1));
    OperatingPoint all = OperatingPoints.together(records, CELL, 0.5);
    assertThat(OperatingMetrics.PRECISION.value(all)).isEqualTo(0.5);
    assertThat(OperatingMetrics.RECALL.value(all)).isEqualTo(0.5);
    assertThat(OperatingMetrics.F1.value(all)).isEqualTo(0.5);
    OperatingPoint few = OperatingPoints.together(records, CELL, 0.6);
    assertThat(few).isEqualTo(new OperatingPoint(0.6, 1, 0, 4));
  }

  @Test
  void theBestIsOfOneScoreForAllOrOfEach() {
    DetectionRecords records = records();
    assertThat(OperatingPoints.best(records, CELL))
        .contains(new OperatingPoint(0.5, 2, 2, 4)); // F1 4/8, at 0.9 2/5
    assertThat(OperatingPoints.bestOfEach(records, CELL))
        .hasSize(1)
        .containsEntry(4, new OperatingPoint(0.5, 2, 1, 3));
  }

  @Test
  void nothingIsUndefined() {
    OperatingPoint nothing = new OperatingPoint(0.5, 0, 0, 0);
    assertThat(OperatingMetrics.ALL)
        .allSatisfy(metric -> assertThat(metric.value(nothing)).isNaN());
    assertThat(OperatingPoints.best(new DetectionRecords(DetectionGrid.COCO), CELL)).isEmpty();
  }

  @Test
  void theBestIsTheBestOfAllScores() {
    Property.forAll(
        3,
        60,
        RandomObjects::new,
        objects -> {
          DetectionRecords records = DetectionRecords.TYPE.empty();
          for (DetectionRecords image : objects.judge(DetectionRules.COCO)) {
            records = DetectionRecords.TYPE.add(records, image);
          }
          List<double[]> counted = new ArrayList<>();
          int truths = 0;
          for (int group = 0; group < records.groups(); group++) {
            truths += records.truths(group, 0);
            for (int r = records.first(group); r < records.first(group + 1); r++) {
              if ((records.ignored(r, 0) >> CELL & 1) == 0) {
                counted.add(
                    new double[] {records.score(r), records.truePositive(r, 0) >> CELL & 1});
              }
            }
          }
          Optional<OperatingPoint> best = OperatingPoints.best(records, CELL);
          assertThat(best.map(OperatingPoint::f1).orElse(Double.NaN))
              .isEqualTo(Double.valueOf(NaiveDetections.bestF1(counted, truths)));
          if (best.isPresent()) {
            assertThat(OperatingPoints.together(records, CELL, best.get().score()))
                .isEqualTo(best.get());
          }
        });
  }
}
