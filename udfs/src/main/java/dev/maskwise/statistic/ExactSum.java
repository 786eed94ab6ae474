package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The exact sum of doubles. {@link #value} is the true sum, rounded once: it does not depend on the
 * order, the grouping or the partitioning of what was added.
 *
 * <p>Every finite double is a whole number of units of 2⁻¹⁰⁷⁴, the smallest one, and so is the sum:
 * a number of at most 2144 bits, kept in 66 chunks of 64 bits that lie 32 bits apart. The upper
 * half of a chunk takes the carries of many additions before they must be moved on; an addition
 * touches two chunks and no memory is allocated. Source: R. M. Neal, "Fast exact summation using
 * small and large superaccumulators", 2015, the small one.
 *
 * <p>There is room for at least 2⁴⁵ additions of any size; beyond, {@link ArithmeticException}.
 * Equal sums are equal objects with equal bytes, whatever was added. Mutable, 0.6 kB, not for use
 * by two threads at once.
 */
public final class ExactSum implements Serializable {

  /** The total as an odd number and a power of two; merge adds the totals. */
  public static final StatisticType<ExactSum> TYPE = new Type();

  private static final int CHUNK_BITS = 32;
  private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;
  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
  private static final int MAX_EXPONENT = 0x7ff;

  /** The last chunk: it keeps its upper half, and with it the sign of the total. */
  private static final int TOP = 65;

  /** The bytes of the total in two's complement. */
  private static final int TOTAL_BYTES = TOP * Integer.BYTES + Long.BYTES;

  /** How many chunks a division reads: enough for a mantissa, whatever the count. */
  private static final int DIGITS = 5;

  /** The bits of the magnitude of a total. */
  private static final int TOTAL_BITS = TOTAL_BYTES * Byte.SIZE - 1;

  /**
   * A chunk is in [0, 2³²) after a carry and an addition changes it by less than 2⁵², so 2047 are
   * safe. A merge needs room for two sums that each have almost reached this number.
   */
  private static final int ADDITIONS_PER_CARRY = 1023;

  private final long[] chunks;
  private int additions;

  /** The sum of nothing: 0. */
  public ExactSum() {
    this(new long[TOP + 1], 0);
  }

  private ExactSum(long[] chunks, int additions) {
    this.chunks = chunks;
    this.additions = additions;
  }

  /**
   * The sum of one probability or loss.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  static ExactSum ofNonNegative(double x) {
    if (x < 0) {
      throw new IllegalArgumentException(
          "A sum of probabilities or losses is not negative, as " + x + " is.");
    }
    ExactSum sum = new ExactSum();
    sum.add(x);
    return sum;
  }

  /**
   * Adds one number. O(1), a few nanoseconds.
   *
   * @throws IllegalArgumentException if it is NaN or infinite; the sum is then unchanged
   */
  public void add(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> MANTISSA_BITS) & MAX_EXPONENT;
    if (exponent == MAX_EXPONENT) {
      throw new IllegalArgumentException("Only finite numbers have an exact sum, not " + x + ".");
    }
    // A normal number has a leading bit that is not stored; the exponents 0 and 1 mean one scale.
    int normal = exponent == 0 ? 0 : 1;
    long mantissa = (bits & MANTISSA_MASK) | ((long) normal << MANTISSA_BITS);
    int position = exponent - normal;
    int chunk = position / CHUNK_BITS;
    int shift = position % CHUNK_BITS;
    long sign = bits >> 63; // 0 or -1: (v ^ sign) - sign negates v when x is negative
    long low = (mantissa << shift) & CHUNK_MASK;
    long high = mantissa >>> (CHUNK_BITS - shift);
    chunks[chunk] += (low ^ sign) - sign;
    chunks[chunk + 1] += (high ^ sign) - sign;
    if (++additions >= ADDITIONS_PER_CARRY) {
      carry(chunks);
      additions = 0;
    }
  }

  /** Adds all that was added to another sum, which does not change. O(1), tens of nanoseconds. */
  public void add(ExactSum other) {
    add(other, 1);
  }

  /** Takes away all that was added to another sum, which does not change: undoes its addition. */
  public void subtract(ExactSum other) {
    add(other, -1);
  }

  private void add(ExactSum other, int sign) {
    long top = Math.addExact(chunks[TOP], Math.multiplyExact(other.chunks[TOP], sign));
    for (int i = 0; i < TOP; i++) {
      chunks[i] += sign * other.chunks[i];
    }
    chunks[TOP] = top;
    additions += other.additions + 1;
    if (additions >= ADDITIONS_PER_CARRY) {
      carry(chunks);
      additions = 0;
    }
  }

  /** Moves what exceeds 32 bits to the next chunk, so that all but the last are in [0, 2³²). */
  private static void carry(long[] chunks) {
    long carry = 0;
    for (int i = 0; i < TOP; i++) {
      long chunk = chunks[i] + carry;
      chunks[i] = chunk & CHUNK_MASK;
      carry = chunk >> CHUNK_BITS;
    }
    chunks[TOP] = Math.addExact(chunks[TOP], carry);
  }

  /**
   * The double nearest to the sum, the even one of two; infinite if the sum is beyond the largest
   * double, and 0.0, not −0.0, if the sum is zero. As {@link #dividedBy} costs.
   */
  public double value() {
    return dividedBy(1);
  }

  /**
   * The double nearest to the sum divided by a count, rounded once: the mean of {@code count} equal
   * numbers is that number. About 0.1 µs; 1 µs if the sum is negative or below 2⁻⁹⁴⁶, or the count
   * no int.
   *
   * @param count at least 1
   */
  public double dividedBy(long count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "A sum is divided by a count of at least 1, not " + count + ".");
    }
    long[] carried = chunks.clone();
    carry(carried);
    int highest = TOP;
    while (highest > 0 && carried[highest] == 0) {
      highest--;
    }
    return highest < TOP && highest >= DIGITS - 1 && count <= Integer.MAX_VALUE
        ? quotient(carried, highest, (int) count)
        : quotient(units(carried), count);
  }

  /**
   * By long division of the five highest chunks, of which the first is not zero: the quotient has
   * at least 97 bits, so that 64 of them and "is there more" decide.
   */
  private static double quotient(long[] carried, int highest, int count) {
    long remainder = 0;
    long[] digits = new long[DIGITS];
    for (int d = 0; d < DIGITS; d++) {
      long dividend = remainder << CHUNK_BITS | carried[highest - d];
      digits[d] = dividend / count;
      remainder = dividend % count;
    }
    boolean more = remainder != 0 || digits[4] != 0;
    for (int i = highest - DIGITS; i >= 0 && !more; i--) {
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
        drop + 1 + CHUNK_BITS * (highest - 1) - zeros);
  }

  /** No double lies between the units, so one bit below them and "is there more" decide. */
  private static double quotient(BigInteger total, long count) {
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

  /** The sum in units of 2⁻¹⁰⁷⁴. */
  BigInteger units() {
    long[] carried = chunks.clone();
    carry(carried);
    return units(carried);
  }

  private static BigInteger units(long[] carried) {
    ByteBuffer total = ByteBuffer.allocate(TOTAL_BYTES).putLong(carried[TOP]);
    for (int i = TOP - 1; i >= 0; i--) {
      total.putInt((int) carried[i]);
    }
    return new BigInteger(total.array());
  }

  /** The sum of so many units of 2⁻¹⁰⁷⁴, at most {@link #TOTAL_BITS} bits. */
  private static ExactSum ofUnits(BigInteger units) {
    byte[] digits = units.toByteArray();
    byte[] total = new byte[TOTAL_BYTES];
    Arrays.fill(total, (byte) (units.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, total, TOTAL_BYTES - digits.length, digits.length);
    ByteBuffer buffer = ByteBuffer.wrap(total);
    long[] chunks = new long[TOP + 1];
    chunks[TOP] = buffer.getLong();
    for (int i = TOP - 1; i >= 0; i--) {
      chunks[i] = buffer.getInt() & CHUNK_MASK;
    }
    return new ExactSum(chunks, 0);
  }

  /** Appends this sum as a field of another statistic. */
  void write(ByteLayout.Writer writer) {
    BigInteger units = units();
    if (units.signum() == 0) {
      writer.varint(0);
      writer.varint(0);
    } else {
      int exponent = units.getLowestSetBit();
      writer.varint(exponent);
      writer.block(units.shiftRight(exponent).toByteArray());
    }
  }

  /** Takes a sum that is a field of another statistic. */
  static ExactSum read(ByteLayout.Reader reader) {
    int exponent = reader.varint(TOTAL_BITS);
    byte[] block = reader.block(TOTAL_BITS / Byte.SIZE + 1);
    if (block.length == 0) {
      reader.require(exponent == 0, "zero has an exponent");
      return new ExactSum();
    }
    BigInteger odd = new BigInteger(block);
    reader.require(odd.testBit(0), "the number is even");
    reader.require(odd.bitLength() / Byte.SIZE + 1 == block.length, "the number is padded");
    reader.require(odd.bitLength() + exponent <= TOTAL_BITS, "the sum is too large");
    return ofUnits(odd.shiftLeft(exponent));
  }

  /** Takes a sum of numbers that are never negative. */
  static ExactSum readNonNegative(ByteLayout.Reader reader) {
    ExactSum sum = read(reader);
    reader.require(sum.units().signum() >= 0, "a sum is negative");
    return sum;
  }

  /** An equal sum that shares nothing with this one. */
  public ExactSum copy() {
    return new ExactSum(chunks.clone(), additions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactSum that && units().equals(that.units());
  }

  @Override
  public int hashCode() {
    return units().hashCode();
  }

  @Override
  public String toString() {
    return "ExactSum[" + value() + "]";
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * The total in units of 2⁻¹⁰⁷⁴ is odd · 2ᵉ in one way only. Bytes: e, then the odd number as a
   * block in big-endian two's complement without redundant bytes; zero is e = 0 and an empty block.
   * A sum of similar numbers takes about 12 bytes, any sum at most 273.
   */
  private static final class Type implements StatisticType<ExactSum> {

    @Override
    public String name() {
      return "exact_sum";
    }

    @Override
    public ExactSum empty() {
      return new ExactSum();
    }

    @Override
    public ExactSum merge(ExactSum a, ExactSum b) {
      ExactSum sum = a.copy();
      sum.add(b);
      return sum;
    }

    @Override
    public ExactSum add(ExactSum memory, ExactSum other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(ExactSum value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      value.write(writer);
      return writer.toBytes();
    }

    @Override
    public ExactSum decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      ExactSum sum = read(reader);
      reader.end();
      return sum;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}
