package dev.maskwise.metric.inference;

import dev.maskwise.metric.Interval;
import java.io.Serializable;

/**
 * A number of a sample with how far it may lie from what it would be on all images of the kind, the
 * true value. With the standard error SE and G groups, (value − true value)/SE is taken to follow
 * Student's distribution of G − 1 degrees of freedom; t_q is its quantile. Source: B. Efron and R.
 * Tibshirani, "An introduction to the bootstrap", 1993, ch. 11 and 12.
 *
 * <p>Where the standard error is 0 every sample is taken to give the same number. Then the value is
 * the true value: intervals have no width, and a hypothesis has p = 1 if the value fulfils it, else
 * p = 0.
 *
 * @param value the number; of a change it is that of the second minus that of the first
 * @param standardError the estimated standard deviation of the number over such samples
 * @param groups of how many independent images, or groups of images, it was estimated; at least 2
 */
public record Estimate(double value, double standardError, long groups) implements Serializable {

  /**
   * An estimate.
   *
   * @throws IllegalArgumentException if a number is not finite, the standard error negative, or
   *     there are fewer than two groups
   */
  public Estimate {
    if (!Double.isFinite(value)
        || !(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)
        || groups < 2) {
      throw new IllegalArgumentException(
          "An estimate has a finite value, a standard error of at least 0 and at least 2 groups,"
              + " not %s, %s and %d.".formatted(value, standardError, groups));
    }
  }

  /**
   * The confidence interval value ± t₍₁₊confidence₎⸝₂·SE.
   *
   * @param confidence the probability with which it shall cover the true value, between 0 and 1
   */
  public Interval interval(double confidence) {
    double half = standardError * quantile((1 + confidence) / 2);
    return new Interval(standardError, value - half, value + half, groups);
  }

  /**
   * The one-sided lower bound, value − t_confidence·SE: the true value is above it with this
   * confidence.
   */
  public double lower(double confidence) {
    return value - standardError * quantile(confidence);
  }

  /**
   * The one-sided upper bound, value + t_confidence·SE: the true value is below it with this
   * confidence.
   */
  public double upper(double confidence) {
    return value + standardError * quantile(confidence);
  }

  /** The two-sided p of "the true value is 0": small when the value is proven not to be 0. */
  public double pValue() {
    return Math.min(1, 2 * Math.min(pAtLeast(0), pAtMost(0)));
  }

  /**
   * The one-sided p of "the true value is at least x": small when it is proven to be below x. It is
   * below 1 − confidence exactly where {@link #upper} is below x, but for rounding.
   */
  public double pAtLeast(double x) {
    return below(value - x);
  }

  /**
   * The one-sided p of "the true value is at most x": small when it is proven to be above x. It is
   * below 1 − confidence exactly where {@link #lower} is above x, but for rounding.
   */
  public double pAtMost(double x) {
    return below(x - value);
  }

  /** P(T ≤ difference/SE): how probable a value is that lies so far below the hypothesis. */
  private double below(double difference) {
    if (standardError == 0) {
      return difference >= 0 ? 1 : 0;
    }
    return Student.cumulative(groups - 1, difference / standardError);
  }

  /**
   * The smallest change that a data set with this standard error can prove, (t_confidence +
   * t_power)·SE: a true change of this size makes the one-sided bound exclude 0 with a probability
   * of {@code power}. Source: J. Cohen, "Statistical power analysis for the behavioral sciences",
   * 1988, ch. 2, with quantiles of the central distribution.
   *
   * @param confidence of the one-sided bound, such as 0.95
   * @param power such as 0.8
   */
  public double detectable(double confidence, double power) {
    return (quantile(confidence) + quantile(power)) * standardError;
  }

  private double quantile(double probability) {
    return Student.quantile(groups - 1, probability);
  }
}
