package dev.maskwise.metric.curve;

/**
 * A number and how far it can be from the true one: |true − value| ≤ bound, where true is what
 * arithmetic without rounding gives for the scores themselves. A bound of 0 says that the value is
 * the double nearest to the true number.
 *
 * @param value the value; {@code NaN} where it is undefined
 * @param bound at least 0; {@code NaN} where the value is undefined
 */
public record Bounded(double value, double bound) {

  /** A share that covers the rounding of the few operations of a term, and of their sum. */
  private static final double ROUNDING = 0x1p-49;

  /** What has no value. */
  public static final Bounded UNDEFINED = new Bounded(Double.NaN, Double.NaN);

  /** A value between two bounds of the true number, none negative, computed with few roundings. */
  static Bounded between(double low, double value, double high) {
    double bound = Math.max(high - value, value - low);
    return new Bounded(value, high == 0 ? 0 : Math.nextUp(bound + high * ROUNDING));
  }
}
