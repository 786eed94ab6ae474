package dev.maskwise.metric.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JackknifeTest {
  private static final Offset<Double> ROUNDING = within(1e-14);

  /**
   * The numbers of Gosset's paper of 1908, "The probable error of a mean": hours of extra sleep.
   */
  private static final double[] SLEEP = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double[] without(double[] values, int index) {
    double[] others = new double[values.length - 1];
    System.arraycopy(values, 0, others, 0, index);
    System.arraycopy(values, index + 1, others, index, others.length - index);
    return others;
  }

  private static Jackknife ofMean(double[] values) {
    Jackknife jackknife = new Jackknife(new double[] {mean(values)});
    for (int i = 0; i < values.length; i++) {
      jackknife.add(new double[] {mean(without(values, i))});
    }
    return jackknife;
  }

  private static Interval interval(Jackknife jackknife, double confidence) {
    return Objects.requireNonNull(jackknife.estimates().get(0)).interval(confidence);
  }

  /** For a mean it is s/√n and Student's t: 2.33 ± 1.43 for these ten, as textbooks have it. */
  @Test
  void ofAMeanItIsTheIntervalOfTheTextbooks() {
    Interval interval = interval(ofMean(SLEEP), 0.95);
    assertThat(interval).isNotNull();
    double mean = mean(SLEEP);
    double variance = Arrays.stream(SLEEP).map(x -> (x - mean) * (x - mean)).sum() / 9;
    assertThat(interval.standardError()).isCloseTo(Math.sqrt(variance / 10), ROUNDING);
    assertThat(interval.low()).isCloseTo(0.8976775, within(1e-7)); // t.test(extra) of R
    assertThat(interval.high()).isCloseTo(3.7623225, within(1e-7));
    assertThat(interval.groups()).isEqualTo(10);
  }

  @Test
  void ofARatioItIsWhatTheFormulaSays() {
    double[] above = {3, 0, 7, 2, 9, 4};
    double[] below = {5, 1, 9, 8, 9, 6};
    double all = Arrays.stream(above).sum() / Arrays.stream(below).sum();
    Jackknife jackknife = new Jackknife(new double[] {all});
    double[] estimates = new double[6];
    for (int i = 0; i < 6; i++) {
      estimates[i] =
          Arrays.stream(without(above, i)).sum() / Arrays.stream(without(below, i)).sum();
      jackknife.add(new double[] {estimates[i]});
    }
    double centre = mean(estimates);
    double sum = Arrays.stream(estimates).map(x -> (x - centre) * (x - centre)).sum();
    Interval interval = interval(jackknife, 0.9);
    assertThat(interval).isNotNull();
    assertThat(interval.standardError()).isCloseTo(Math.sqrt(5 / 6.0 * sum), ROUNDING);
    double quantile = 2.015048373; // Student's t, 5 degrees of freedom, 0.95
    assertThat(interval.high() - all).isCloseTo(quantile * interval.standardError(), within(1e-9));
    assertThat(all - interval.low()).isCloseTo(quantile * interval.standardError(), within(1e-9));
  }

  @Test
  void orderAndPartitionChangeNoBit() {
    Random random = new Random(7);
    double[] values = random.doubles(101, -1, 3).map(Math::exp).toArray();
    Interval expected = interval(ofMean(values), 0.95);
    for (int round = 0; round < 20; round++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      List<Jackknife> parts = new ArrayList<>();
      for (int p = 0; p < 4; p++) {
        parts.add(new Jackknife(new double[] {mean(values)}));
      }
      for (int i : order) {
        parts.get(random.nextInt(4)).add(new double[] {mean(without(values, i))});
      }
      Collections.shuffle(parts, random);
      parts.subList(1, 4).forEach(parts.get(0)::add);
      assertThat(interval(parts.get(0), 0.95)).isEqualTo(expected);
    }
  }

  /** A class that one image alone shows has a number, and nobody knows how sure it is. */
  @Test
  void whatIsUndefinedWithoutAGroupHasNoEstimate() {
    Jackknife jackknife = new Jackknife(new double[] {0.5, 0.5, Double.NaN});
    jackknife.add(new double[] {0.4, Double.NaN, Double.NaN});
    assertThat(jackknife.estimates()).as("of one group").containsOnlyNulls().hasSize(3);
    jackknife.add(new double[] {0.6, 0.5, Double.NaN});
    assertThat(jackknife.estimates().get(0)).isNotNull();
    assertThat(jackknife.estimates().subList(1, 3)).containsOnlyNulls();
  }

  @Test
  void whatNeverChangesIsCertain() {
    Jackknife jackknife = new Jackknife(new double[] {1});
    jackknife.add(new double[] {1});
    jackknife.add(new double[] {1});
    assertThat(interval(jackknife, 0.95)).isEqualTo(new Interval(0, 1, 1, 2));
  }

  /**
   * The second drug of Gosset's patients against the first: R's t.test(…, paired = TRUE) has the
   * change 1.58, the interval [0.7001142, 2.4598858] and p = 0.002833.
   */
  @Test
  void aChangeIsTheJackknifeOfDifferences() {
    double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    Jackknife jackknife =
        new Jackknife(new double[] {mean(first), mean(SLEEP), mean(SLEEP) - mean(first)});
    for (int i = 0; i < 10; i++) {
      double a = mean(without(first, i));
      double b = mean(without(SLEEP, i));
      jackknife.add(new double[] {a, b, b - a});
    }
    Estimate change = Objects.requireNonNull(jackknife.estimates().get(2));
    assertThat(change.value()).isCloseTo(1.58, ROUNDING);
    Interval interval = change.interval(0.95);
    assertThat(interval.low()).isCloseTo(0.7001142, within(1e-7));
    assertThat(interval.high()).isCloseTo(2.4598858, within(1e-7));
    assertThat(change.pValue()).isCloseTo(0.00283289, within(1e-8));
    // Each number alone knows far less: an unpaired test has p = 0.0794.
    double a = Objects.requireNonNull(jackknife.estimates().get(0)).standardError();
    double b = Objects.requireNonNull(jackknife.estimates().get(1)).standardError();
    assertThat(change.standardError()).isLessThan(Math.hypot(a, b) / 2);
  }
}
