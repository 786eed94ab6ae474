package dev.maskwise.run.check.verdict;

import java.util.Locale;

/** How numbers and names look in a verdict for people; the full precision is in verdict.json. */
public final class Shown {
  private static final String UNDEFINED = "–";
  private static final double SMALLEST = 0.0001;

  /** Whole numbers from here on are counts. */
  private static final double LARGE = 10;

  private Shown() {}

  /** Four decimals, or a dash for an undefined value; two digits of what is smaller. */
  public static String value(double value) {
    if (Double.isNaN(value)) {
      return UNDEFINED;
    }
    if (Math.abs(value) >= LARGE && value == Math.rint(value)) {
      return count(value).replace('-', '−');
    }
    boolean small = value != 0 && Math.abs(value) < SMALLEST;
    return String.format(Locale.ROOT, small ? "%.1e" : "%.4f", value).replace('-', '−');
  }

  /** The same with its sign. */
  public static String change(double change) {
    return (change > 0 ? "+" : "") + value(change);
  }

  /** A number that somebody wrote, as short as it is. */
  public static String given(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) number)
        : Double.toString(number);
  }

  /** A p value. */
  public static String p(double p) {
    return Double.isNaN(p)
        ? UNDEFINED
        : p < SMALLEST ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** Digits in groups of three. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** The same of a number that may be undefined. */
  public static String count(double count) {
    return Double.isNaN(count) ? UNDEFINED : String.format(Locale.ROOT, "%,d", (long) count);
  }
}
