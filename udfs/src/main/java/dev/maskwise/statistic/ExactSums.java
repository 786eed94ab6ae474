package dev.maskwise.statistic;

/** Exact sums of numbers that are never negative: probabilities and losses of pixels. */
final class ExactSums {

  private ExactSums() {}

  /**
   * The sum of one number.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  static ExactSum ofOne(double x) {
    if (x < 0) {
      throw new IllegalArgumentException(
          "A sum of probabilities or losses is not negative, as " + x + " is.");
    }
    ExactSum sum = new ExactSum();
    sum.add(x);
    return sum;
  }

  /** Takes a sum that is a field of another statistic. */
  static ExactSum read(ByteLayout.Reader reader) {
    ExactSum sum = ExactSumType.read(reader);
    reader.require(sum.signum() >= 0, "a sum is negative");
    return sum;
  }
}
