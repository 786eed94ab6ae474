package dev.maskwise.codec;

/** Pixels of 1, 2 or 4 bits, several a byte; the first is in the highest bits. */
public final class PackedPixels {
  private static final int WORD = Long.BYTES;

  private PackedPixels() {}

  /**
   * Gives each pixel of a row a byte of its own.
   *
   * @param packed the row from {@code from} on, and at least seven bytes more
   * @param depth bits of a pixel
   */
  public static void spread(byte[] packed, int from, byte[] into, int at, int width, int depth) {
    int x = 0;
    for (; x <= width - WORD; x += WORD) {
      long word = LittleEndian.get(packed, from + x / Byte.SIZE * depth);
      LittleEndian.put(into, at + x, eightPixels(word, depth));
    }
    int pixelsOfByte = Byte.SIZE / depth;
    int mask = (1 << depth) - 1;
    for (; x < width; x++) {
      int shift = Byte.SIZE - depth - x % pixelsOfByte * depth;
      into[at + x] = (byte) ((packed[from + x / pixelsOfByte] >>> shift) & mask);
    }
  }

  /** The pixels of the first one, two or four bytes of a word. */
  private static long eightPixels(long packed, int depth) {
    return switch (depth) {
      // The product holds the byte eight times, so shifted that each bit is once highest in a byte.
      case 1 -> (((packed & 0xff) * 0x8040_2010_0804_0201L) >>> 7) & 0x0101_0101_0101_0101L;
      case 2 -> halve(halve(packed, 4), 2);
      default -> halve(packed, 4);
    };
  }

  /** Splits each of four bytes into its upper and its lower bits, a byte for either. */
  private static long halve(long bytes, int bits) {
    long lanes = bytes & 0xffff_ffffL;
    lanes = (lanes | lanes << 16) & 0x0000_ffff_0000_ffffL;
    lanes = (lanes | lanes << 8) & 0x00ff_00ff_00ff_00ffL;
    long lower = ((1L << bits) - 1) * 0x0001_0001_0001_0001L;
    return ((lanes >>> bits) & lower) | ((lanes & lower) << Byte.SIZE);
  }
}
