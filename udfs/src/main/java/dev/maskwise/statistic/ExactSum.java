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
 * touches two chunks and no memory is allocated. Sums of similar numbers use a few chunks, and only
 * those are read. Source: R. M. Neal, "Fast exact summation using small and large
 * superaccumulators", 2015, the small one.
 *
 * <p>There is room for at least 2⁴⁵ additions of any size; beyond, {@link ArithmeticException}.
 * Equal sums are equal objects with equal bytes, whatever was added. Mutable, 0.6 kB, not for use
 * by two threads at once.
 */
public final class ExactSum implements Serializable {

  /** The total as an odd number and a power of two; merge adds the totals. */
  public static final StatisticType<ExactSum> TYPE = new Type();

  private static final int CHUNK_BITS = ExactQuotient.CHUNK_BITS;
  private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;
  private static final int MANTISSA_BITS = ExactQuotient.MANTISSA_BITS;
  private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
  private static final int MAX_EXPONENT = ExactQuotient.MAX_EXPONENT;

  /** The last chunk: it keeps its upper half, and with it the sign of the total. */
  private static final int TOP = 65;

  /** The bytes of the total in two's complement. */
  private static final int TOTAL_BYTES = TOP * Integer.BYTES + Long.BYTES;

  /** The bits of the magnitude of a total. */
  private static final int TOTAL_BITS = TOTAL_BYTES * Byte.SIZE - 1;

  /**
   * A chunk is in [0, 2³²) after a carry and an addition changes it by less than 2⁵², so 2047 are
   * safe. A merge needs room for two sums that each have almost reached this number.
   */
  private static final int ADDITIONS_PER_CARRY = 1023;

  /** Never changed. */
  private static final ExactSum NOTHING = new ExactSum();

  private final long[] chunks;
  private int additions;

  /** All chunks below this one are zero; beyond the last if all are. */
  private int lowest = TOP + 1;

  /** All chunks above this one are zero; −1 if all are. */
  private int highest = -1;

  /** The sum of nothing: 0. */
  public ExactSum() {
    this(new long[TOP + 1]);
  }

  /** Keeps the array. */
  private ExactSum(long[] chunks) {
    this.chunks = chunks;
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
    if (mantissa == 0) {
      return;
    }
    int position = exponent - normal;
    int chunk = position / CHUNK_BITS;
    int shift = position % CHUNK_BITS;
    long sign = bits >> 63; // 0 or -1: (v ^ sign) - sign negates v when x is negative
    long low = (mantissa << shift) & CHUNK_MASK;
    long high = mantissa >>> (CHUNK_BITS - shift);
    chunks[chunk] += (low ^ sign) - sign;
    chunks[chunk + 1] += (high ^ sign) - sign;
    lowest = Math.min(lowest, chunk);
    highest = Math.max(highest, chunk + 1);
    if (++additions >= ADDITIONS_PER_CARRY) {
      carry();
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
    int end = Math.min(other.highest, TOP - 1);
    for (int i = other.lowest; i <= end; i++) {
      chunks[i] += sign * other.chunks[i];
    }
    chunks[TOP] = top;
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
    additions += other.additions + 1;
    if (additions >= ADDITIONS_PER_CARRY) {
      carry();
    }
  }

  /** Forgets all that was added. */
  void clear() {
    for (int i = lowest; i <= highest; i++) {
      chunks[i] = 0;
    }
    lowest = TOP + 1;
    highest = -1;
    additions = 0;
  }

  /**
   * Moves what exceeds 32 bits to the next chunk, so that all but the last are in [0, 2³²), and
   * narrows the range of chunks to those that are not zero.
   */
  private void carry() {
    long carry = 0;
    for (int i = lowest; i < TOP && (i <= highest || carry != 0); i++) {
      long chunk = chunks[i] + carry;
      chunks[i] = chunk & CHUNK_MASK;
      carry = chunk >> CHUNK_BITS;
      highest = Math.max(highest, i);
    }
    if (carry != 0) {
      chunks[TOP] = Math.addExact(chunks[TOP], carry);
      highest = TOP;
    }
    narrow();
    additions = 0;
  }

  private void narrow() {
    while (highest >= 0 && chunks[highest] == 0) {
      highest--;
    }
    while (lowest <= highest && chunks[lowest] == 0) {
      lowest++;
    }
    if (highest < 0) {
      lowest = TOP + 1;
    }
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
   * numbers is that number. Some 0.05 µs; 1 µs if the sum is negative or below 2⁻⁹⁴⁶, or the count
   * no int.
   *
   * @param count at least 1
   */
  public double dividedBy(long count) {
    return quotient(NOTHING, count);
  }

  /**
   * What {@link #dividedBy} would give after {@link #subtract}: neither sum changes.
   *
   * @param part what is left out
   * @param count at least 1
   */
  double dividedWithout(ExactSum part, long count) {
    return quotient(part, count);
  }

  private double quotient(ExactSum part, long count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "A sum is divided by a count of at least 1, not " + count + ".");
    }
    int first = Math.min(lowest, part.lowest);
    int last = Math.min(Math.max(highest, part.highest), TOP - 1);
    // As carry() does it, beside the chunks; one more takes what the last of them carries.
    long[] carried = new long[Math.max(last - first + 2, 0)];
    long carry = 0;
    for (int i = first; i <= last; i++) {
      long chunk = chunks[i] - part.chunks[i] + carry;
      carried[i - first] = chunk & CHUNK_MASK;
      carry = chunk >> CHUNK_BITS;
    }
    boolean simple = carry >= 0 && chunks[TOP] == part.chunks[TOP] && count <= Integer.MAX_VALUE;
    if (simple && carry > 0) {
      last++;
      carried[last - first] = carry;
    }
    while (last >= first && carried[last - first] == 0) {
      last--;
    }
    if (simple && last < first) {
      return 0;
    }
    if (simple && last < TOP && last >= ExactQuotient.DIGITS - 1) {
      return ExactQuotient.of(carried, first, last, (int) count);
    }
    ExactSum rest = copy();
    rest.subtract(part);
    return ExactQuotient.of(rest.units(), count);
  }

  /** The sum in units of 2⁻¹⁰⁷⁴. */
  BigInteger units() {
    ExactSum sum = copy();
    sum.carry();
    ByteBuffer total = ByteBuffer.allocate(TOTAL_BYTES).putLong(sum.chunks[TOP]);
    for (int i = TOP - 1; i >= 0; i--) {
      total.putInt((int) sum.chunks[i]);
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
    ExactSum sum = new ExactSum(chunks);
    sum.lowest = 0;
    sum.highest = TOP;
    sum.narrow();
    return sum;
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
    ExactSum copy = new ExactSum();
    for (int i = lowest; i <= highest; i++) {
      copy.chunks[i] = chunks[i];
    }
    copy.lowest = lowest;
    copy.highest = highest;
    copy.additions = additions;
    return copy;
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
