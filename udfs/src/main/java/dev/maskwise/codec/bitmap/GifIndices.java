package dev.maskwise.codec.bitmap;

import dev.maskwise.codec.LittleEndian;
import org.jspecify.annotations.Nullable;

/**
 * The indices of a GIF file of one frame that is the whole image (CompuServe, GIF89a
 * specification). Texts of LZW are not kept: each lies in what was decoded, from where it was last
 * read.
 */
final class GifIndices {
  private static final int SCREEN = 6;
  private static final int AFTER_SCREEN = 13;
  private static final int DESCRIPTOR = 10;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int COLOURS = 0x80;
  private static final int INTERLACED = 0x40;
  private static final int CODES = 1 << 12;
  private static final int WIDEST = 12;

  private final byte[] file;
  private final int width;
  private final int height;
  private int at;

  private GifIndices(byte[] file, int width, int height) {
    this.file = file;
    this.width = width;
    this.height = height;
  }

  /**
   * One byte a pixel from the top; null for any other file and for a damaged one, which the JDK
   * reads or refuses.
   */
  static byte @Nullable [] of(byte[] file, int width, int height) {
    try {
      return new GifIndices(file, width, height).read();
    } catch (IndexOutOfBoundsException e) { // The file ends before.
      return null;
    }
  }

  private byte @Nullable [] read() {
    at = AFTER_SCREEN + colours(file[SCREEN + 4]);
    while (next() == EXTENSION) {
      at += 2;
      skipBlocks();
    }
    boolean isWhole =
        next() == IMAGE
            && word(at + 1) == 0
            && word(at + 3) == 0
            && word(at + 5) == width
            && word(at + 7) == height;
    if (!isWhole) {
      return null;
    }
    int flags = file[at + 9];
    at += DESCRIPTOR + colours(flags);
    int bits = file[at++];
    byte[] codes = blocks();
    while (next() == EXTENSION) {
      at += 2;
      skipBlocks();
    }
    // A byte holds parts of three codes at most, and a code stands for fewer pixels than there are
    // codes.
    long most = Math.min(codes.length * 3L * CODES, Integer.MAX_VALUE - Long.BYTES);
    if (next() != TRAILER || bits < 2 || bits > Byte.SIZE || (long) width * height > most) {
      return null;
    }
    byte[] indices = new byte[width * height];
    if (!decode(codes, bits, indices)) {
      return null;
    }
    return (flags & INTERLACED) == 0 ? indices : inOrder(indices);
  }

  private int next() {
    return file[at] & 0xff;
  }

  private int word(int place) {
    return (file[place] & 0xff) | (file[place + 1] & 0xff) << Byte.SIZE;
  }

  /** The bytes of a table of colours. */
  private static int colours(int flags) {
    return (flags & COLOURS) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private void skipBlocks() {
    int length;
    do {
      length = next();
      at += 1 + length;
    } while (length > 0);
  }

  /** What blocks of up to 255 bytes hold together, with room behind it for a whole word. */
  private byte[] blocks() {
    int start = at;
    skipBlocks();
    byte[] joined = new byte[at - start + Long.BYTES];
    int length = 0;
    for (int block = start; file[block] != 0; block += 1 + (file[block] & 0xff)) {
      System.arraycopy(file, block + 1, joined, length, file[block] & 0xff);
      length += file[block] & 0xff;
    }
    return joined;
  }

  /** Fills all pixels; false when the codes end before or behind the last, or one means nothing. */
  private static boolean decode(byte[] codes, int bits, byte[] into) {
    int clear = 1 << bits;
    int[] starts = new int[CODES];
    int[] lengths = new int[CODES];
    int next = clear + 2;
    int size = bits + 1;
    int out = 0;
    int before = 0;
    int beforeLength = 0;
    long end = (codes.length - Long.BYTES) * (long) Byte.SIZE;
    long bit = 0;
    while (true) {
      int code =
          (int) (LittleEndian.get(codes, (int) (bit >>> 3)) >>> (bit & 7)) & ((1 << size) - 1);
      bit += size;
      if (bit > end || code == clear + 1) {
        return bit <= end && out == into.length;
      }
      if (code == clear) {
        next = clear + 2;
        size = bits + 1;
        beforeLength = 0;
        continue;
      }
      if (beforeLength > 0 && next < CODES) {
        starts[next] = before;
        lengths[next++] = beforeLength + 1;
      }
      int length = code < clear ? 1 : lengths[code];
      if (code >= next || length > into.length - out) {
        return false;
      }
      if (code < clear) {
        into[out] = (byte) code;
      } else {
        copy(into, starts[code], out, length);
      }
      before = out;
      beforeLength = length;
      out += length;
      if (next == 1 << size && size < WIDEST) {
        size++;
      }
    }
  }

  /** Copies a text, of which the last byte may be the first one that is written. */
  private static void copy(byte[] bytes, int from, int to, int length) {
    if (length > Long.BYTES) {
      int there = Math.min(length, to - from);
      System.arraycopy(bytes, from, bytes, to, there);
      if (there < length) {
        bytes[to + there] = bytes[from + there];
      }
    } else {
      for (int i = 0; i < length; i++) {
        bytes[to + i] = bytes[from + i];
      }
    }
  }

  /**
   * Of an interlaced image every eighth row comes first, then those half way between, and so on.
   */
  private byte[] inOrder(byte[] interlaced) {
    byte[] ordered = new byte[interlaced.length];
    int[][] passes = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
    int row = 0;
    for (int[] pass : passes) {
      for (int y = pass[0]; y < height; y += pass[1]) {
        System.arraycopy(interlaced, row++ * width, ordered, y * width, width);
      }
    }
    return ordered;
  }
}
