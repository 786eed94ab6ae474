package dev.maskwise.metric.inference;

import java.util.Arrays;

/**
 * How far a number lies from its history, in units that a few wild values of the history do not
 * change: |x − median| / (1.4826·MAD) with MAD the median of |history − median|. Of a normal
 * distribution 1.4826·MAD is the standard deviation, so that 3.5 is a usual bound. Source: B.
 * Iglewicz and D. Hoaglin, "How to detect and handle outliers", 1993; P. Rousseeuw and C. Croux,
 * "Alternatives to the median absolute deviation", 1993, for the factor.
 *
 * @param median of the history; {@code NaN} if there is none
 * @param deviation 1.4826·MAD
 * @param values how many values the history has
 */
public record RobustScore(double median, double deviation, int values) {
  /** 1/Φ⁻¹(3/4), Φ⁻¹ the quantile of the normal distribution. */
  private static final double FACTOR = 1.4826;

  /** Of a history in any order; {@code NaN} is left out. O(n log n). */
  public static RobustScore of(double[] history) {
    double[] values = Arrays.stream(history).filter(x -> !Double.isNaN(x)).toArray();
    double median = median(values);
    double[] distances = Arrays.stream(values).map(x -> Math.abs(x - median)).toArray();
    return new RobustScore(median, FACTOR * median(distances), values.length);
  }

  /**
   * The distance of a number, at least 0; {@code NaN} for {@code NaN} and without a history. Where
   * more than half of the history is one value it is 0 for that value and infinite for any other.
   */
  public double of(double x) {
    double distance = Math.abs(x - median);
    return distance == 0 ? 0 : distance / deviation;
  }

  /** The middle one, or the mean of the two in the middle. */
  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
