package dev.maskwise.report;

import dev.maskwise.metric.Interval;
import dev.maskwise.metric.MetricValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers look in reports for people; the full precision is in {@code summary.json}. */
public final class Numbers {
  /** What stands for a value that is not defined. */
  public static final String UNDEFINED = "–";

  /** What is shown with four decimals rounds to 0 below. */
  private static final double SMALLEST_SHOWN = 0.00005;

  private static final double SMALLEST_PROBABILITY = 0.0001;

  private Numbers() {}

  /** Four decimals, or a dash for an undefined value. */
  public static String value(double value) {
    return Double.isNaN(value) ? UNDEFINED : String.format(Locale.ROOT, "%.4f", value);
  }

  /** The value with its sign, as a change. */
  public static String change(double value) {
    return Double.isNaN(value) ? UNDEFINED : String.format(Locale.ROOT, "%+.4f", value);
  }

  /** A change with the interval that covers it. */
  public static String change(double value, double low, double high) {
    return "%s [%s, %s]".formatted(change(value), change(low), change(high));
  }

  /** A probability: two digits that count, never a bare zero. */
  public static String probability(double p) {
    if (Double.isNaN(p)) {
      return UNDEFINED;
    }
    return p < SMALLEST_PROBABILITY ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** The value, and its bound where that shows in four decimals. */
  static String value(@Nullable MetricValue value) {
    if (value == null) {
      return UNDEFINED;
    }
    boolean shown = value.bound() >= SMALLEST_SHOWN;
    return value(value.value()) + (shown ? " ± " + value(value.bound()) : "");
  }

  /** The value, and its interval where it has one. */
  static String withInterval(@Nullable MetricValue value) {
    Interval interval = value == null ? null : value.interval();
    return value(value)
        + (interval == null
            ? ""
            : " [%s, %s]".formatted(value(interval.low()), value(interval.high())));
  }

  /** Digits in groups of three. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
