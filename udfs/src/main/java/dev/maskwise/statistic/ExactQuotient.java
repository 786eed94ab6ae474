package dev.maskwise.statistic;

import java.math.BigInteger;

/**
 * The double that is nearest to an exact sum divided by a count, the even one of two. The sum is in
 * units of 2⁻¹⁰⁷⁴, the smallest double.
 */
final class ExactQuotient {

  /** Sums come in chunks of so many bits. */
  static final int CHUNK_BITS = 32;

  /** The bits of a double that are stored of its mantissa. */
  static final int MANTISSA_BITS = 52;

  /** The exponent of what is no finite double. */
  static final int MAX_EXPONENT = 0x7ff;

  /** How many chunks a division reads: enough for a mantissa, whatever the count. */
  static final int DIGITS = 5;

  private ExactQuotient() {}

  /**
   * By long division of the five highest chunks, of which the first is not zero: the quotient has
   * at least 97 bits, so that 64 of them and "is there more" decide.
   *
   * @param carried some chunks of the sum, each in [0, 2³²); all below them are zero
   * @param first the position of the first of them among all
   * @param last the index of the highest that is not zero; its position is at least {@link #DIGITS}
   *     − 1
   */
  static double of(long[] carried, int first, int last, int count) {
    long remainder = 0;
    long[] digits = new long[DIGITS];
    for (int d = 0; d < DIGITS; d++) {
      long dividend = remainder << CHUNK_BITS | (d <= last ? carried[last - d] : 0);
      digits[d] = dividend / count;
      remainder = dividend % count;
    }
    boolean more = remainder != 0 || digits[4] != 0;
    for (int i = last - DIGITS; i >= 0 && !more; i--) {
      more = carried[i] != 0;
    }
    long high = digits[0] << CHUNK_BITS | digits[1];
    long low = digits[2] << CHUNK_BITS | digits[3];
    int zeros = Long.numberOfLeadingZeros(high);
    // A shift by 64 is one by 0 in Java, so the lower bits move in two steps.
    long leading = high << zeros | low >>> 1 >>> (Long.SIZE - 1 - zeros);
    int drop = Long.SIZE - (MANTISSA_BITS + 1);
    long dropped = leading & ((1L << drop) - 1);
    return round(
        leading >>> drop,
        dropped >>> (drop - 1) != 0,
        dropped << (Long.SIZE - drop + 1) != 0 || low << zeros != 0 || more,
        drop + 1 + CHUNK_BITS * (first + last - 1) - zeros);
  }

  /**
   * Of any sum and count. No double lies between the units, so one bit below them and "is there
   * more" decide.
   */
  static double of(BigInteger total, long count) {
    BigInteger[] halves = total.abs().shiftLeft(1).divideAndRemainder(BigInteger.valueOf(count));
    int drop = Math.max(halves[0].bitLength() - (MANTISSA_BITS + 1), 1);
    double magnitude =
        round(
            halves[0].shiftRight(drop).longValue(),
            halves[0].testBit(drop - 1),
            halves[1].signum() != 0 || halves[0].getLowestSetBit() < drop - 1,
            drop);
    return total.signum() < 0 ? -magnitude : magnitude;
  }

  /**
   * The nearest double.
   *
   * @param mantissa the leading bits of a number of half units
   * @param half whether the bit below them is set
   * @param beyondHalf whether anything is left below that
   * @param drop how many bits are below the mantissa
   */
  private static double round(long mantissa, boolean half, boolean beyondHalf, int drop) {
    if (drop >= MAX_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    long rounded = half && (beyondHalf || mantissa % 2 == 1) ? mantissa + 1 : mantissa;
    // The leading bit of a normal number adds the 1 that its exponent lacks here, and a mantissa
    // that was rounded up to the next power of two adds 2: up to infinity, all is one number line.
    return Double.longBitsToDouble(((long) (drop - 1) << MANTISSA_BITS) + rounded);
  }
}
