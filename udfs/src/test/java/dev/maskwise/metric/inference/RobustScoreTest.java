package dev.maskwise.metric.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustScoreTest {

  /** Median 3, distances 2 1 0 1 97, MAD 1: the 100 moves nothing. */
  @Test
  void aWorkedExample() {
    RobustScore score = RobustScore.of(new double[] {100, 2, 1, 4, 3});
    assertThat(score.median()).isEqualTo(3);
    assertThat(score.deviation()).isCloseTo(1.4826, within(1e-15));
    assertThat(score.of(3)).isZero();
    assertThat(score.of(10)).isCloseTo(7 / 1.4826, within(1e-12));
    assertThat(score.of(-4)).isEqualTo(score.of(10));
  }

  @Test
  void anEvenHistoryHasTheMeanOfItsMiddle() {
    RobustScore score = RobustScore.of(new double[] {0.5, 0.6, Double.NaN, 0.1, 0.8});
    assertThat(score.values()).isEqualTo(4);
    assertThat(score.median()).isCloseTo(0.55, within(1e-15));
    assertThat(score.deviation()).isCloseTo(1.4826 * 0.15, within(1e-15));
  }

  @Test
  void aHistoryThatNeverMoves() {
    RobustScore score = RobustScore.of(new double[] {0.7, 0.7, 0.7, 0.2});
    assertThat(score.deviation()).isZero();
    assertThat(score.of(0.7)).isZero();
    assertThat(score.of(0.7000001)).isInfinite().isPositive();
    assertThat(score.of(Double.NaN)).isNaN();
  }

  @Test
  void withoutAHistoryNothingIsKnown() {
    assertThat(RobustScore.of(new double[0]).of(1)).isNaN();
    assertThat(RobustScore.of(new double[] {Double.NaN}).of(1)).isNaN();
    assertThat(RobustScore.of(new double[] {1}).of(1)).isZero();
  }

  /** Of a normal distribution it is the number of standard deviations. */
  @Test
  void agreesWithTheStandardDeviation() {
    Random random = new Random(1);
    double[] history = new double[100_001];
    Arrays.setAll(history, i -> 5 + 2 * random.nextGaussian());
    RobustScore score = RobustScore.of(history);
    assertThat(score.median()).isCloseTo(5, within(0.03));
    assertThat(score.deviation()).isCloseTo(2, within(0.03));
  }

  @Test
  void scalesWithItsUnitAndNotWithItsOrigin() {
    double[] history = new Random(2).doubles(37).toArray();
    double[] moved = Arrays.stream(history).map(x -> 4 - 8 * x).toArray();
    assertThat(RobustScore.of(moved).of(4 - 8 * 0.9))
        .isCloseTo(RobustScore.of(history).of(0.9), within(1e-12));
  }
}
