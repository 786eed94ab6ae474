package dev.maskwise.kernel.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at a time, and the check that an array holds the pixels it should. */
public final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Words() {}

  /** The bytes {@code at} … {@code at + 7}, the first in the lowest bits; need not be aligned. */
  public static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Puts eight bytes into an array, the lowest bits first; need not be aligned. */
  static void set(byte[] bytes, int at, long word) {
    LONGS.set(bytes, at, word);
  }

  /** In each byte 1 where the byte of the word is not 0, else 0. */
  static long foreground(long word) {
    // Adding 127 to the low seven bits carries into the eighth unless they are all 0.
    long carried = (word & ~HIGH_BITS) + ~HIGH_BITS;
    return ((carried | word) & HIGH_BITS) >>> 7;
  }

  /**
   * Checks that both maps hold the given number of pixels; they may be longer.
   *
   * @throws IllegalArgumentException when the number is negative or a map is shorter
   */
  static void requirePixels(byte[] truth, byte[] prediction, int pixels, int bytesPerPixel) {
    long bytes = (long) pixels * bytesPerPixel;
    if (pixels < 0 || truth.length < bytes || prediction.length < bytes) {
      throw new IllegalArgumentException(
          "%d pixels of %d bytes were asked for, but the truth holds %d bytes and the prediction %d."
              .formatted(pixels, bytesPerPixel, truth.length, prediction.length));
    }
  }
}
