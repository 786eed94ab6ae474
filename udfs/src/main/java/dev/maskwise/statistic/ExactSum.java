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
 * touches two chunks. Of the chunks only the range is kept that was ever touched: a few for sums of
 * similar numbers. Source: R. M. Neal, "Fast exact summation using small and large
 * superaccumulators", 2015, the small one.
 *
 * <p>There is room for at least 2⁴⁵ additions of any size; beyond, {@link ArithmeticException}.
 * Equal sums are equal objects with equal bytes, whatever was added. Mutable, 0.1 kB for similar
 * numbers and 0.6 kB at most, not for use by two threads at once.
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
   * A chunk is in [−2³², 2³²) after a carry and an addition changes it by less than 2⁵², so 2047
   * are safe. A merge needs room for two sums that each have almost reached this number.
   */
  private static final int ADDITIONS_PER_CARRY = 1023;

  private static final long[] NO_CHUNKS = {};

  /** Never changed. */
  private static final ExactSum NOTHING = new ExactSum();

  /** The chunks that were ever touched, without gaps. All but the last are to be in [0, 2³²). */
  private long[] chunks = NO_CHUNKS;

  /** The position of the first of them among all. */
  private int first;

  private int additions;

  /** The sum of nothing: 0. */
  public ExactSum() {}

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
    if (chunk < first || chunk + 1 >= first + chunks.length) {
      cover(chunk, chunk + 1);
    }
    chunks[chunk - first] += (low ^ sign) - sign;
    chunks[chunk + 1 - first] += (high ^ sign) - sign;
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
    if (other.chunks.length == 0) {
      return;
    }
    int last = other.first + other.chunks.length - 1;
    if (other.first < first || last >= first + chunks.length) {
      cover(other.first, last);
    }
    int shift = other.first - first;
    if (last == TOP) { // the one chunk that can overflow: nothing is changed if it does
      Math.addExact(chunks[TOP - first], Math.multiplyExact(other.chunks[TOP - other.first], sign));
    }
    for (int i = 0; i < other.chunks.length; i++) {
      chunks[shift + i] += sign * other.chunks[i];
    }
    additions += other.additions + 1;
    if (additions >= ADDITIONS_PER_CARRY) {
      carry();
    }
  }

  /** Makes room for the chunks from one to another, both included, and for a carry. */
  private void cover(int from, int to) {
    first = chunks.length == 0 ? from : first;
    int start = Math.min(from, first);
    int end = Math.max(Math.min(to + 1, TOP), first + chunks.length - 1);
    long[] all = new long[end - start + 1];
    System.arraycopy(chunks, 0, all, first - start, chunks.length);
    chunks = all;
    first = start;
  }

  /** Brings the first chunks into [0, 2³²) and returns what the next one is to take. */
  private static long carry(long[] chunks, int count) {
    long carry = 0;
    for (int i = 0; i < count; i++) {
      long chunk = chunks[i] + carry;
      chunks[i] = chunk & CHUNK_MASK;
      carry = chunk >> CHUNK_BITS;
    }
    return carry;
  }

  /** Forgets all that was added, and keeps the memory. */
  void clear() {
    Arrays.fill(chunks, 0);
    additions = 0;
  }

  /**
   * Moves what exceeds 32 bits to the next chunk, so that all but the last are in [0, 2³²), and the
   * last, which keeps the sign of the total, in [−2³², 2³²) unless there is none after it.
   */
  private void carry() {
    additions = 0;
    if (chunks.length == 0) {
      return;
    }
    int last = chunks.length - 1;
    chunks[last] = Math.addExact(chunks[last], carry(chunks, last));
    long over = chunks[last] >> CHUNK_BITS;
    if (over != 0 && over != -1 && first + last < TOP) {
      cover(first, first + last + 1);
      carry();
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
    int start = part.chunks.length == 0 ? first : Math.min(first, part.first);
    int end = Math.max(first + chunks.length, part.first + part.chunks.length);
    long[] carried = new long[end - start + 1]; // one more takes what the last of them carries
    System.arraycopy(chunks, 0, carried, first - start, chunks.length);
    for (int i = 0; i < part.chunks.length; i++) {
      carried[part.first - start + i] -= part.chunks[i];
    }
    long carry = carry(carried, end - start);
    carried[end - start] = carry;
    int last = end - start;
    while (last > 0 && carried[last] == 0) {
      last--;
    }
    if (carried[last] == 0) {
      return 0;
    }
    int highest = start + last;
    boolean simple = carry >= 0 && highest >= ExactQuotient.DIGITS - 1 && highest < TOP;
    return simple && count <= Integer.MAX_VALUE
        ? ExactQuotient.of(carried, start, last, (int) count)
        : ExactQuotient.of(units().subtract(part.units()), count);
  }

  /** The sum in units of 2⁻¹⁰⁷⁴. */
  BigInteger units() {
    if (chunks.length == 0) {
      return BigInteger.ZERO;
    }
    ExactSum sum = copy();
    sum.carry();
    int last = sum.chunks.length - 1;
    ByteBuffer total =
        ByteBuffer.allocate(last * Integer.BYTES + Long.BYTES).putLong(sum.chunks[last]);
    for (int i = last - 1; i >= 0; i--) {
      total.putInt((int) sum.chunks[i]);
    }
    return new BigInteger(total.array()).shiftLeft(CHUNK_BITS * sum.first);
  }

  /** The sum of so many units of 2⁻¹⁰⁷⁴, at most {@link #TOTAL_BITS} bits. */
  private static ExactSum ofUnits(BigInteger units) {
    ExactSum sum = new ExactSum();
    if (units.signum() == 0) {
      return sum;
    }
    sum.first = Math.min(units.getLowestSetBit() / CHUNK_BITS, TOP);
    BigInteger rest = units.shiftRight(CHUNK_BITS * sum.first);
    int last = Math.min(rest.bitLength() / CHUNK_BITS, TOP - sum.first);
    sum.chunks = new long[last + 1];
    for (int i = 0; i < last; i++) {
      sum.chunks[i] = rest.longValue() & CHUNK_MASK;
      rest = rest.shiftRight(CHUNK_BITS);
    }
    sum.chunks[last] = rest.longValueExact();
    return sum;
  }

  /** Appends this sum as a field of another statistic. */
  public void write(ByteLayout.Writer writer) {
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
  public static ExactSum readNonNegative(ByteLayout.Reader reader) {
    ExactSum sum = read(reader);
    reader.require(sum.units().signum() >= 0, "a sum is negative");
    return sum;
  }

  /** An equal sum that shares nothing with this one. */
  public ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.chunks = chunks.clone();
    copy.first = first;
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
