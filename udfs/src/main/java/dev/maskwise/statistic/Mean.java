package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * A mean that says how many values entered it and how many were undefined. The sum behind it is
 * exact, so the mean is the correctly rounded one and does not depend on order or partitioning.
 * Mutable, not for use by two threads at once.
 */
public final class Mean implements Serializable {

  /** The two counts, then the sum; merge adds all three. */
  public static final StatisticType<Mean> TYPE = new Type();

  private final ExactSum sum;
  private long n;
  private long undefined;

  /** The mean of nothing: undefined. */
  public Mean() {
    this(new ExactSum(), 0, 0);
  }

  private Mean(ExactSum sum, long n, long undefined) {
    this.sum = sum;
    this.n = n;
    this.undefined = undefined;
  }

  /**
   * Adds one value; NaN is counted as undefined and does not enter the mean. O(1).
   *
   * @throws IllegalArgumentException if it is infinite; the mean is then unchanged
   */
  public void add(double x) {
    if (Double.isNaN(x)) {
      undefined++;
    } else {
      sum.add(x);
      n++;
    }
  }

  /** Adds all that was added to another mean, which does not change. O(1). */
  public void add(Mean other) {
    long bothN = Math.addExact(n, other.n);
    undefined = Math.addExact(undefined, other.undefined);
    n = bothN;
    sum.add(other.sum);
  }

  /** Takes away one value that was added: undoes {@link #add(double)}. O(1). */
  public void remove(double x) {
    if (Double.isNaN(x)) {
      undefined--;
    } else {
      sum.add(-x);
      n--;
    }
  }

  /** Takes away all that was added to another mean, which does not change. O(1). */
  public void subtract(Mean other) {
    n -= other.n;
    undefined -= other.undefined;
    sum.subtract(other.sum);
  }

  /** Forgets all that was added. */
  public void clear() {
    n = 0;
    undefined = 0;
    sum.clear();
  }

  /** The values that entered the mean. */
  public long n() {
    return n;
  }

  /** The values that were NaN. */
  public long undefined() {
    return undefined;
  }

  /** The double nearest to the mean, the even one of two; NaN if no value entered. */
  public double value() {
    return n == 0 ? Double.NaN : sum.dividedBy(n);
  }

  /** What {@link #value} would be after {@link #subtract}: neither mean changes. */
  public double valueWithout(Mean part) {
    return n == part.n ? Double.NaN : sum.dividedWithout(part.sum, n - part.n);
  }

  /** An equal mean that shares nothing with this one. */
  public Mean copy() {
    return new Mean(sum.copy(), n, undefined);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mean that
        && n == that.n
        && undefined == that.undefined
        && sum.equals(that.sum);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(n) + Long.hashCode(undefined)) + sum.hashCode();
  }

  @Override
  public String toString() {
    return "Mean[" + value() + ", n=" + n + ", undefined=" + undefined + "]";
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  private static final class Type implements StatisticType<Mean> {

    @Override
    public String name() {
      return "mean";
    }

    @Override
    public Mean empty() {
      return new Mean();
    }

    @Override
    public Mean merge(Mean a, Mean b) {
      Mean both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public Mean add(Mean memory, Mean other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(Mean value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.n);
      writer.varint(value.undefined);
      value.sum.write(writer);
      return writer.toBytes();
    }

    @Override
    public Mean decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      long n = reader.varint();
      long undefined = reader.varint();
      ExactSum sum = ExactSum.read(reader);
      reader.end();
      reader.require(n > 0 || sum.equals(new ExactSum()), "the sum of no values is not zero");
      return new Mean(sum, n, undefined);
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}
