package dev.maskwise.metric.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.law.Property;
import dev.maskwise.metric.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {

  private static Estimate random(SplittableRandom random) {
    return new Estimate(
        random.nextDouble(-1, 1), random.nextDouble(1e-4, 1), 2 + random.nextInt(300));
  }

  /** Quantiles of the tables: t of 9 degrees of freedom is 1.833113 at 0.95, 0.883404 at 0.8. */
  @Test
  void boundsAndSmallestChange() {
    Estimate estimate = new Estimate(-0.5, 0.2, 10);
    assertThat(estimate.lower(0.95)).isCloseTo(-0.5 - 0.2 * 1.833112933, within(1e-8));
    assertThat(estimate.upper(0.95)).isCloseTo(-0.5 + 0.2 * 1.833112933, within(1e-8));
    assertThat(estimate.detectable(0.95, 0.8))
        .isCloseTo(0.2 * (1.833112933 + 0.883403860), within(1e-8));
    assertThat(estimate.detectable(0.95, 0.5)).isCloseTo(0.2 * 1.833112933, within(1e-8));
  }

  /** With one degree of freedom it is Cauchy's distribution: P(T ≤ −1) = 1/4. */
  @Test
  void pOfCauchy() {
    Estimate estimate = new Estimate(2, 2, 2);
    assertThat(estimate.pAtMost(0)).isCloseTo(0.25, within(1e-12));
    assertThat(estimate.pAtLeast(0)).isCloseTo(0.75, within(1e-12));
    assertThat(estimate.pAtLeast(4)).isCloseTo(0.25, within(1e-12));
    assertThat(estimate.pValue()).isCloseTo(0.5, within(1e-12));
    assertThat(new Estimate(0, 2, 2).pValue()).isEqualTo(1);
  }

  @Test
  void boundsAndPSayTheSame() {
    Property.forAll(
        1,
        300,
        EstimateTest::random,
        estimate -> {
          for (double confidence : new double[] {0.6, 0.9, 0.95, 0.999}) {
            double alpha = 1 - confidence;
            double upper = estimate.upper(confidence);
            double lower = estimate.lower(confidence);
            assertThat(estimate.pAtLeast(upper)).isCloseTo(alpha, within(1e-6));
            assertThat(estimate.pAtMost(lower)).isCloseTo(alpha, within(1e-6));
            assertThat(estimate.pAtLeast(upper + 0.01)).isLessThan(alpha);
            assertThat(estimate.pAtLeast(upper - 0.01)).isGreaterThan(alpha);
            Interval interval = estimate.interval(1 - 2 * alpha);
            assertThat(interval.high()).isCloseTo(upper, within(1e-6 * upper + 1e-6));
            assertThat(interval.low()).isCloseTo(lower, within(1e-6 - 1e-6 * lower));
          }
          assertThat(estimate.pAtLeast(0) + estimate.pAtMost(0)).isCloseTo(1, within(1e-12));
          Estimate mirror =
              new Estimate(-estimate.value(), estimate.standardError(), estimate.groups());
          assertThat(mirror.pValue()).isEqualTo(estimate.pValue());
          assertThat(mirror.pAtLeast(0.3)).isEqualTo(estimate.pAtMost(-0.3));
        });
  }

  /** A tail far out keeps its digits: P(T ≤ −100) of 9 degrees of freedom is 2.4·10⁻¹⁵. */
  @Test
  void aSmallPIsNoZero() {
    assertThat(new Estimate(100, 1, 10).pAtMost(0)).isBetween(2e-15, 3e-15);
    assertThat(new Estimate(1, Double.MIN_VALUE, 10).pAtMost(0)).isZero();
    assertThat(new Estimate(1, Double.MIN_VALUE, 10).pAtLeast(0)).isEqualTo(1);
  }

  @Test
  void withoutAStandardErrorTheValueIsTheTruth() {
    Estimate same = new Estimate(0, 0, 5);
    assertThat(same.pValue()).isEqualTo(1);
    assertThat(same.pAtLeast(0)).isEqualTo(1);
    assertThat(same.pAtMost(0)).isEqualTo(1);
    Estimate other = new Estimate(-0.25, 0, 5);
    assertThat(other.pValue()).isZero();
    assertThat(other.pAtLeast(0)).isZero();
    assertThat(other.pAtMost(0)).isEqualTo(1);
    assertThat(other.pAtLeast(-0.25)).isEqualTo(1);
    assertThat(other.interval(0.95)).isEqualTo(new Interval(0, -0.25, -0.25, 5));
    assertThat(other.lower(0.95)).isEqualTo(-0.25);
    assertThat(other.upper(0.95)).isEqualTo(-0.25);
    assertThat(other.detectable(0.95, 0.8)).isZero();
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> new Estimate(Double.NaN, 1, 2)).hasMessageContaining("finite value");
    assertThatThrownBy(() -> new Estimate(0, -1, 2)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> new Estimate(0, 1, 1)).hasMessageContaining("2 groups");
    assertThatThrownBy(() -> new Estimate(0, 1, 2).lower(1)).hasMessageContaining("not 1.0");
  }
}
