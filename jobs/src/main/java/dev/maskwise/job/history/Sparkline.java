package dev.maskwise.job.history;

/** Numbers as a line of bars, from the least to the greatest of them; a dot is an undefined one. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final char UNDEFINED = '·';

  private Sparkline() {}

  static String of(double... values) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      line.append(Double.isFinite(value) ? bar(value, least, greatest) : UNDEFINED);
    }
    return line.toString();
  }

  private static char bar(double value, double least, double greatest) {
    int highest = BARS.length() - 1;
    double share = greatest > least ? (value - least) / (greatest - least) : 0.5;
    return BARS.charAt((int) Math.round(share * highest));
  }
}
