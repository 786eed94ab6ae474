package dev.maskwise.kernel.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveDetections;
import org.junit.jupiter.api.Test;

/** One image and category by hand: a row of overlaps is a detection, by descending score. */
class MatchingTest {
  private static final double[] ANY = {0};
  private static final double[] LARGEST = {1e10};

  private final Matching matching = new Matching(new double[] {0.5}, ANY, LARGEST);

  private void match(double[][] overlaps, boolean[] crowds, boolean[] ignored) {
    int n = overlaps.length;
    int m = crowds.length;
    double[] flat = new double[n * m];
    for (int d = 0; d < n; d++) {
      System.arraycopy(overlaps[d], 0, flat, d * m, m);
    }
    matching.match(n, new double[n], new boolean[n], m, new double[m], crowds, ignored, flat);
  }

  @Test
  void theLargestOverlapIsTakenOnce() {
    match(new double[][] {{0.6, 0.7}, {0.9, 0.8}, {1, 1}}, new boolean[2], new boolean[2]);
    assertThat(matching.truth(0, 0)).isEqualTo(1);
    assertThat(matching.truth(0, 1)).isZero();
    assertThat(matching.truth(0, 2)).isEqualTo(-1);
    assertThat(matching.truePositive()).startsWith(1, 1, 0);
    assertThat(matching.ignored()).startsWith(0, 0, 0);
    assertThat(matching.counted()).containsExactly(2);
  }

  @Test
  void ofEqualOverlapsTheLaterIsTaken() {
    match(new double[][] {{0.5, 0.5, 0.4}}, new boolean[3], new boolean[3]);
    assertThat(matching.truth(0, 0)).isEqualTo(1);
  }

  @Test
  void anObjectThatCountsIsTakenBeforeALargerOneThatIsIgnored() {
    match(new double[][] {{0.9, 0.5}}, new boolean[2], new boolean[] {true, false});
    assertThat(matching.truth(0, 0)).isEqualTo(1);
    assertThat(matching.truePositive()[0]).isEqualTo(1);
  }

  @Test
  void aCrowdIsTakenAgainAndItsDetectionsAreIgnored() {
    match(new double[][] {{0.9}, {0.8}}, new boolean[] {true}, new boolean[] {true});
    assertThat(matching.truth(0, 0)).isZero();
    assertThat(matching.truth(0, 1)).isZero();
    assertThat(matching.truePositive()).startsWith(0, 0);
    assertThat(matching.ignored()).startsWith(1, 1);
    assertThat(matching.counted()).containsExactly(0);
  }

  @Test
  void anIgnoredObjectThatIsNoCrowdIsTakenOnce() {
    match(new double[][] {{0.9}, {0.8}}, new boolean[1], new boolean[] {true});
    assertThat(matching.ignored()).startsWith(1, 0);
    assertThat(matching.truth(0, 1)).isEqualTo(-1);
  }

  @Test
  void bothBoundsBelongToABandAndOutsideOfItNothingCounts() {
    Matching bands =
        new Matching(new double[] {0.5}, new double[] {0, 4, 9}, new double[] {4, 9, 16});
    double[] areas = {4, 17};
    double[] overlaps = {1, 0};
    bands.match(
        2, areas, new boolean[2], 1, new double[] {4}, new boolean[1], new boolean[1], overlaps);
    assertThat(bands.truePositive()).startsWith(0b011, 0);
    assertThat(bands.ignored()).startsWith(0b100, 0b111);
    assertThat(bands.counted()).containsExactly(1, 1, 0);
  }

  @Test
  void anExcusedDetectionThatFindsNothingIsIgnored() {
    matching.match(
        2,
        new double[2],
        new boolean[] {true, false},
        0,
        new double[0],
        new boolean[0],
        new boolean[0],
        new double[0]);
    assertThat(matching.ignored()).startsWith(1, 0);
  }

  @Test
  void anOverlapOfOneButForRoundingReachesTheThresholdOne() {
    Matching one = new Matching(new double[] {1}, ANY, LARGEST);
    double[] nearly = {1 - 1e-11, 1 - 1e-9};
    one.match(
        2, new double[2], new boolean[2], 1, new double[1], new boolean[1], new boolean[1], nearly);
    assertThat(one.truePositive()).startsWith(1, 0);
  }

  /** The bits of 65 cells are in two longs, and buffers of an earlier image leave no trace. */
  @Test
  void manyCells() {
    double[] thresholds = new double[65];
    for (int t = 0; t < 65; t++) {
      thresholds[t] = (t + 1) / 100.0;
    }
    Matching many = new Matching(thresholds, ANY, LARGEST);
    double[] overlaps = {0.65, 0.01, 0.64, 0};
    many.match(
        4,
        new double[4],
        new boolean[4],
        1,
        new double[1],
        new boolean[1],
        new boolean[1],
        overlaps);
    assertThat(many.words()).isEqualTo(2);
    assertThat(many.truePositive()).startsWith(-1, 1, 0, 0, 0, 0, 0, 0);
    many.match(
        1,
        new double[1],
        new boolean[1],
        1,
        new double[1],
        new boolean[1],
        new boolean[1],
        new double[] {0.02});
    assertThat(many.truePositive()).startsWith(0b11, 0);
    assertThat(many.truth(2, 0)).isEqualTo(-1);
  }

  @Test
  void bandsHaveTwoBounds() {
    assertThatThrownBy(() -> new Matching(ANY, ANY, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void boxesOverlapAsInTheOracle() {
    Property.forAll(
        7,
        2000,
        random -> {
          double[] boxes = new double[8];
          for (int i = 0; i < 8; i++) {
            boxes[i] = random.nextBoolean() ? random.nextInt(5) : random.nextDouble() * 5;
          }
          return boxes;
        },
        boxes -> {
          Box one = new Box(boxes[0], boxes[1], boxes[2], boxes[3]);
          Box other = new Box(boxes[4], boxes[5], boxes[6], boxes[7]);
          double[] d = {boxes[0], boxes[1], boxes[2], boxes[3]};
          double[] g = {boxes[4], boxes[5], boxes[6], boxes[7]};
          for (boolean crowd : new boolean[] {false, true}) {
            double iou = BoxOverlap.iou(one, other, crowd);
            assertThat(iou).isEqualTo(NaiveDetections.iou(d, g, crowd)).isBetween(0.0, 1 + 1e-12);
          }
        });
  }
}
