package dev.maskwise.codec.inflate;

import dev.maskwise.codec.MalformedException;

/**
 * The bits of a compressed stream that lies in pieces of one array, the lowest bit of a byte first.
 *
 * <p>The decoding loop of {@link Inflate} keeps the fields in locals while it runs; everything else
 * goes through the methods.
 */
public final class BitInput {
  /** Where the stream lies. */
  public interface Pieces {
    /** Moves to the next piece, which may be empty; false when there is none. */
    boolean next() throws MalformedException;

    int start();

    int end();
  }

  static final String CUT_OFF = "is cut off: its compressed data ends too early";

  final byte[] array;
  private final Pieces pieces;

  /** The next byte of the piece to load, and the end of the piece. */
  int at;

  int end;

  /**
   * Bits loaded and not yet used, the next one lowest. Bits above {@code count} are the beginning
   * of the byte at {@code at}, or zero.
   */
  long bits;

  /** How many bits are loaded; negative when more were used than there are. */
  int count;

  public BitInput(byte[] array, Pieces pieces) {
    this.array = array;
    this.pieces = pieces;
  }

  /** Loads bytes, from as many pieces as it takes, until 56 bits are there or the stream ends. */
  void refill() throws MalformedException {
    if (count < 0) {
      throw new MalformedException(CUT_OFF);
    }
    while (count < 56 && hasByte()) {
      bits |= (array[at++] & 0xffL) << count;
      count += Byte.SIZE;
    }
  }

  /** Whether a byte is left to load; moves over empty pieces to find one. */
  private boolean hasByte() throws MalformedException {
    while (at == end) {
      if (!pieces.next()) {
        return false;
      }
      at = pieces.start();
      end = pieces.end();
    }
    return true;
  }

  /** The next n bits as a number, n ≤ 32. */
  int take(int n) throws MalformedException {
    if (count < n) {
      refill();
    }
    int value = (int) (bits & ~(-1L << n));
    drop(n);
    return value;
  }

  /** Leaves out n bits that were looked at. */
  void drop(int n) throws MalformedException {
    bits >>>= n;
    count -= n;
    if (count < 0) {
      throw new MalformedException(CUT_OFF);
    }
  }

  void alignToByte() throws MalformedException {
    drop(count & 7);
  }

  /** Copies the next bytes, at least one and at most n; the stream must stand between two bytes. */
  int copy(byte[] into, int intoAt, int n) throws MalformedException {
    if (count > 0) {
      into[intoAt] = (byte) take(Byte.SIZE);
      return 1;
    }
    bits = 0;
    if (!hasByte()) {
      throw new MalformedException(CUT_OFF);
    }
    int copied = Math.min(n, end - at);
    System.arraycopy(array, at, into, intoAt, copied);
    at += copied;
    return copied;
  }

  /** Whether every byte was used; the stream must stand between two bytes. */
  boolean atEnd() throws MalformedException {
    return count == 0 && !hasByte();
  }
}
