package dev.maskwise.kernel.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight rows of eight bytes of an array, which become eight columns of eight bytes. */
final class ByteTile {
  static final int SIDE = Long.BYTES;

  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long ONES = 0x0101_0101_0101_0101L;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] lines = new long[SIDE];

  /** Eight bytes, the first lowest. */
  static long word(byte[] array, int at) {
    return (long) WORD.get(array, at);
  }

  /** 1 for each byte that is not 0. */
  static long foreground(long word) {
    return (((word & LOW_BITS) + LOW_BITS | word) >>> 7) & ONES;
  }

  /** Takes a line of each eight bytes; false where all are 0. */
  boolean load(byte[] array, int at, int stride) {
    long any = 0;
    for (int i = 0; i < SIDE; i++) {
      lines[i] = word(array, at + i * stride);
      any |= lines[i];
    }
    return any != 0;
  }

  void store(byte[] array, int at, int stride) {
    for (int i = 0; i < SIDE; i++) {
      WORD.set(array, at + i * stride, lines[i]);
    }
  }

  /** Makes 1 of each byte that is not 0. */
  void toForeground() {
    for (int i = 0; i < SIDE; i++) {
      lines[i] = foreground(lines[i]);
    }
  }

  /** Exchanges halves, then quarters, then single bytes across the diagonal. */
  void transpose() {
    exchange(4, 0x0000_0000_ffff_ffffL);
    exchange(2, 0x0000_ffff_0000_ffffL);
    exchange(1, 0x00ff_00ff_00ff_00ffL);
  }

  private void exchange(int distance, long low) {
    int shift = Byte.SIZE * distance;
    for (int i = 0; i < SIDE; i++) {
      if ((i & distance) == 0) {
        long turned = (lines[i] >>> shift ^ lines[i + distance]) & low;
        lines[i + distance] ^= turned;
        lines[i] ^= turned << shift;
      }
    }
  }
}
