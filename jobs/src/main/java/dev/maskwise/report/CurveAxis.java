package dev.maskwise.report;

import java.util.Locale;

/**
 * An axis from the first to the last of some round numbers.
 *
 * @param steps how many steps lie between them, at least 1
 */
public record CurveAxis(double first, double step, int steps) {
  /** From 0 to 1. */
  public static final CurveAxis UNIT = new CurveAxis(0, 0.2, 5);

  private static final int MOST_STEPS = 6;
  private static final double[] ROUND = {2, 5, 10, 20};

  /** The axis that holds two numbers with few steps. */
  public static CurveAxis around(double least, double most) {
    double length = most > least ? most - least : Math.max(1, Math.abs(least));
    double power = Math.pow(10, Math.floor(Math.log10(length / MOST_STEPS)));
    double step = power;
    for (int i = 0; i < ROUND.length && steps(least, most, step) > MOST_STEPS; i++) {
      step = power * ROUND[i];
    }
    return new CurveAxis(
        Math.floor(least / step) * step, step, Math.max(1, (int) steps(least, most, step)));
  }

  private static double steps(double least, double most, double step) {
    return Math.ceil(most / step) - Math.floor(least / step);
  }

  /** Where a number lies: 0 at the first, 1 at the last. */
  public double position(double value) {
    return (value - first) / (step * steps);
  }

  /** The number of a step, as it is written: with the decimals that the steps need. */
  public String label(int index) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    String label = String.format(Locale.ROOT, "%." + decimals + "f", first + index * step);
    return label.replaceFirst("^-", "−").replaceFirst("^−(0[.0]*)$", "$1");
  }
}
