package dev.maskwise.metric.inference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's t distribution. A quantile takes some 50 µs and is asked for again and again with the
 * same arguments, so the latest are remembered. Source: Student, "The probable error of a mean",
 * 1908.
 */
final class Student {
  private static final int REMEMBERED = 1024;
  private static final Map<Point, Double> QUANTILES = new ConcurrentHashMap<>();

  private record Point(long degrees, double probability) {}

  private Student() {}

  /**
   * What is not exceeded with a probability.
   *
   * @param degrees the degrees of freedom, at least 1
   * @param probability between 0 and 1, both exclusive
   */
  static double quantile(long degrees, double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "A quantile of Student's distribution is for a probability between 0 and 1, not %s."
              .formatted(probability));
    }
    if (QUANTILES.size() >= REMEMBERED) {
      QUANTILES.clear();
    }
    return QUANTILES.computeIfAbsent(
        new Point(degrees, probability),
        point -> of(degrees).inverseCumulativeProbability(probability));
  }

  /** The probability of a value that is not above {@code t}: of −t it is that of the upper tail. */
  static double cumulative(long degrees, double t) {
    return Double.isInfinite(t) ? (t > 0 ? 1 : 0) : of(degrees).cumulativeProbability(t);
  }

  private static TDistribution of(long degrees) {
    return new TDistribution(null, degrees);
  }
}
