package dev.maskwise.metric;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A number with its definition.
 *
 * @param metric the metric's name
 * @param averaging how images were averaged
 * @param classId the class, or null for a value over classes
 * @param value the value; {@code NaN} where it is undefined
 * @param n how many of {@code over} have a defined value, which entered this one
 * @param undefined how many of {@code over} have none
 * @param over what {@code n} and {@code undefined} count
 * @param bound where the value is an approximation, how far it can be from the true one: |true −
 *     value| ≤ bound is proven; {@code NaN} where nothing was approximated
 * @param interval how sure it is; null where that is not known
 */
public record MetricValue(
    String metric,
    Averaging averaging,
    @Nullable Integer classId,
    double value,
    long n,
    long undefined,
    Over over,
    double bound,
    @Nullable Interval interval)
    implements Serializable {

  /** A value of which nobody says how sure it is. */
  public MetricValue(
      String metric,
      Averaging averaging,
      @Nullable Integer classId,
      double value,
      long n,
      long undefined,
      Over over,
      double bound) {
    this(metric, averaging, classId, value, n, undefined, over, bound, null);
  }

  /** A value that is no approximation. */
  public MetricValue(
      String metric,
      Averaging averaging,
      @Nullable Integer classId,
      double value,
      long n,
      long undefined,
      Over over) {
    this(metric, averaging, classId, value, n, undefined, over, Double.NaN);
  }

  /** The same value of a class, or of another class: for lists in which classes have other ids. */
  public MetricValue ofClass(int newClassId) {
    return new MetricValue(
        metric, averaging, newClassId, value, n, undefined, over, bound, interval);
  }

  /** The same value, with how sure it is. */
  public MetricValue in(@Nullable Interval newInterval) {
    return new MetricValue(
        metric, averaging, classId, value, n, undefined, over, bound, newInterval);
  }

  /** The same value with a bound. */
  MetricValue within(double newBound) {
    return new MetricValue(
        metric, averaging, classId, value, n, undefined, over, newBound, interval);
  }

  /** What a value was taken over. */
  public enum Over {
    IMAGES,
    CLASSES,
    /** (image, class) pairs */
    PAIRS
  }
}
