package dev.maskwise.statistic;

import java.math.BigInteger;

/**
 * How exact sums merge and travel. The total in units of 2⁻¹⁰⁷⁴ is odd · 2ᵉ in one way only. Bytes:
 * e, then the odd number as a block in big-endian two's complement without redundant bytes; zero is
 * e = 0 and an empty block. A sum of similar numbers takes about 12 bytes, any sum at most 273.
 */
final class ExactSumType implements StatisticType<ExactSum> {

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
    write(value, writer);
    return writer.toBytes();
  }

  @Override
  public ExactSum decode(byte[] bytes) {
    ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
    ExactSum sum = read(reader);
    reader.end();
    return sum;
  }

  /** Appends a sum as a field of another statistic. */
  static void write(ExactSum value, ByteLayout.Writer writer) {
    BigInteger units = value.units();
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
    int exponent = reader.varint(ExactSum.TOTAL_BITS);
    byte[] block = reader.block(ExactSum.TOTAL_BITS / Byte.SIZE + 1);
    if (block.length == 0) {
      reader.require(exponent == 0, "zero has an exponent");
      return new ExactSum();
    }
    BigInteger odd = new BigInteger(block);
    reader.require(odd.testBit(0), "the number is even");
    reader.require(odd.bitLength() / Byte.SIZE + 1 == block.length, "the number is padded");
    reader.require(odd.bitLength() + exponent <= ExactSum.TOTAL_BITS, "the sum is too large");
    return ExactSum.ofUnits(odd.shiftLeft(exponent));
  }

  private Object readResolve() {
    return ExactSum.TYPE;
  }
}
