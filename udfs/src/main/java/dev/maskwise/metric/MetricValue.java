package dev.maskwise.metric;

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
 */
public record MetricValue(
    String metric,
    Averaging averaging,
    @Nullable Integer classId,
    double value,
    long n,
    long undefined,
    Over over) {

  /** What a value was taken over. */
  public enum Over {
    IMAGES,
    CLASSES,
    /** (image, class) pairs */
    PAIRS
  }
}
