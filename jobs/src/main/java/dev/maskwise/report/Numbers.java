package dev.maskwise.report;

import dev.maskwise.metric.MetricValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers look in reports for people; the full precision is in {@code summary.json}. */
final class Numbers {
  static final String UNDEFINED = "–";

  private Numbers() {}

  /** Four decimals, or a dash for an undefined value. */
  static String value(double value) {
    return Double.isNaN(value) ? UNDEFINED : String.format(Locale.ROOT, "%.4f", value);
  }

  static String value(@Nullable MetricValue value) {
    return value == null ? UNDEFINED : value(value.value());
  }

  /** Digits in groups of three. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
