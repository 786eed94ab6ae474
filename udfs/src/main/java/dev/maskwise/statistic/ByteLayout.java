package dev.maskwise.statistic;

import java.util.Arrays;

/**
 * The one place that knows how a statistic lies in bytes: a version byte, then the fields of the
 * statistic in order, each a varint or a block of bytes with its length before it.
 *
 * <p>A varint is a non-negative int64, seven bits a byte from the lowest, the high bit set on all
 * bytes but the last, and no longer than it must be: one value has one form, of one to nine bytes.
 */
public final class ByteLayout {

  /** The version that is written, and the only one so far. */
  private static final int VERSION = 1;

  private ByteLayout() {}

  /** Appends fields to a growing array; the version byte is already there. */
  public static final class Writer {

    private byte[] bytes = new byte[32];
    private int size;

    /** Begins with the version. */
    public Writer() {
      append(VERSION);
    }

    private void append(int value) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) value;
    }

    /** Appends a value of at least 0. */
    public void varint(long value) {
      long rest = value;
      while (rest > 0x7f) {
        append((int) rest | 0x80);
        rest >>>= 7;
      }
      append((int) rest);
    }

    /** Appends the length of the block, then the block. */
    public void block(byte[] block) {
      varint(block.length);
      if (bytes.length - size < block.length) {
        bytes = Arrays.copyOf(bytes, size * 2 + block.length);
      }
      System.arraycopy(block, 0, bytes, size, block.length);
      size += block.length;
    }

    public byte[] toBytes() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /** Takes fields from untrusted bytes; all it throws is {@link IllegalArgumentException}. */
  public static final class Reader {

    private final String name;
    private final byte[] bytes;
    private int position;

    /**
     * Starts after the version byte.
     *
     * @param name the statistic, for messages
     */
    public Reader(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
      require(next() == VERSION, "this version of the layout is not known");
    }

    private int next() {
      require(position < bytes.length, "more must follow");
      return bytes[position++] & 0xff;
    }

    /** The next varint. */
    public long varint() {
      long value = 0;
      int shift = 0;
      int next;
      do {
        require(shift < Long.SIZE - 1, "a number is too large");
        next = next();
        value |= (long) (next & 0x7f) << shift;
        shift += 7;
      } while (next > 0x7f);
      require(next != 0 || shift == 7, "a number is longer than it must be");
      return value;
    }

    /** The next varint, which is at most {@code limit}. */
    public int varint(int limit) {
      long value = varint();
      require(value <= limit, "a number is too large");
      return (int) value;
    }

    /** The next block, which has at most {@code limit} bytes. */
    public byte[] block(int limit) {
      int length = varint(limit);
      require(length <= remaining(), "more must follow");
      position += length;
      return Arrays.copyOfRange(bytes, position - length, position);
    }

    public int remaining() {
      return bytes.length - position;
    }

    /** Checks that nothing follows. */
    public void end() {
      require(remaining() == 0, "nothing may follow");
    }

    /** Checks what a statistic knows about its own fields. */
    public void require(boolean holds, String problem) {
      if (!holds) {
        throw new IllegalArgumentException(
            "These bytes hold no %s: %s (after byte %d of %d)."
                .formatted(name, problem, position, bytes.length));
      }
    }
  }
}
