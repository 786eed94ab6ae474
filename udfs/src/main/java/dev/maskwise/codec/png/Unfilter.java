package dev.maskwise.codec.png;

import dev.maskwise.codec.LittleEndian;

/**
 * Undoes the filter of a PNG row (PNG specification, section 9): a stored byte is the difference to
 * a prediction from the bytes to the left (a), above (b), and above the left (c).
 *
 * <p>In label maps nearly all differences are zero, eight in a row, and the neighbourhood is
 * constant; then eight bytes are decided at once. The results are those of the formulas for any
 * input.
 */
final class Unfilter {
  static final int NONE = 0;
  static final int SUB = 1;
  static final int UP = 2;
  static final int AVERAGE = 3;
  static final int PAETH = 4;

  private static final int WORD = Long.BYTES;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Unfilter() {}

  /**
   * Restores a row.
   *
   * @param from the stored bytes, from {@code fromAt} on
   * @param above the restored row above, from {@code aboveAt} on; zeros for the first row
   * @param into where the row goes; it must not overlap the other two
   * @param length bytes of the row
   * @param step bytes from a pixel to the next: 1 or 2
   * @return false when there is no such filter
   */
  static boolean row(
      int filter,
      byte[] from,
      int fromAt,
      byte[] above,
      int aboveAt,
      byte[] into,
      int at,
      int length,
      int step) {
    switch (filter) {
      case NONE -> System.arraycopy(from, fromAt, into, at, length);
      case SUB -> sub(from, fromAt, into, at, length, step);
      case UP -> up(from, fromAt, above, aboveAt, into, at, length);
      case AVERAGE -> average(from, fromAt, above, aboveAt, into, at, length, step);
      case PAETH -> paeth(from, fromAt, above, aboveAt, into, at, length, step);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void sub(byte[] from, int fromAt, byte[] into, int at, int length, int step) {
    long left = 0;
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      long word = LittleEndian.get(from, fromAt + i);
      if (word == 0) {
        LittleEndian.put(into, at + i, left);
        continue;
      }
      if (step == 1) {
        word = add(word, word << 8);
      }
      word = add(word, word << 16);
      word = add(word, word << 32);
      word = add(word, left);
      LittleEndian.put(into, at + i, word);
      left = repeat(into, at + i + WORD - step, step);
    }
    for (; i < length; i++) {
      byte a = i < step ? 0 : into[at + i - step];
      into[at + i] = (byte) (from[fromAt + i] + a);
    }
  }

  private static void up(
      byte[] from, int fromAt, byte[] above, int aboveAt, byte[] into, int at, int length) {
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      long stored = LittleEndian.get(from, fromAt + i);
      LittleEndian.put(into, at + i, add(stored, LittleEndian.get(above, aboveAt + i)));
    }
    for (; i < length; i++) {
      into[at + i] = (byte) (from[fromAt + i] + above[aboveAt + i]);
    }
  }

  private static void average(
      byte[] from,
      int fromAt,
      byte[] above,
      int aboveAt,
      byte[] into,
      int at,
      int length,
      int step) {
    int i = 0;
    while (i < length) {
      if (i >= step && i <= length - WORD && LittleEndian.get(from, fromAt + i) == 0) {
        long left = repeat(into, at + i - step, step);
        if (LittleEndian.get(above, aboveAt + i) == left) {
          LittleEndian.put(into, at + i, left);
          i += WORD;
          continue;
        }
      }
      int end = Math.min(length, i + WORD);
      for (; i < end; i++) {
        int a = i < step ? 0 : into[at + i - step] & 0xff;
        int b = above[aboveAt + i] & 0xff;
        into[at + i] = (byte) (from[fromAt + i] + ((a + b) >>> 1));
      }
    }
  }

  private static void paeth(
      byte[] from,
      int fromAt,
      byte[] above,
      int aboveAt,
      byte[] into,
      int at,
      int length,
      int step) {
    int i = 0;
    for (; i < step; i++) {
      into[at + i] = (byte) (from[fromAt + i] + above[aboveAt + i]);
    }
    while (i < length) {
      int done = paethWords(from, fromAt + i, above, aboveAt + i, into, at + i, length - i, step);
      i += done;
      if (done == 0) {
        int a = into[at + i - step] & 0xff;
        int b = above[aboveAt + i] & 0xff;
        int c = above[aboveAt + i - step] & 0xff;
        into[at + i] = (byte) (from[fromAt + i] + predict(a, b, c));
        i++;
      }
    }
  }

  /**
   * Restores bytes as long as their prediction is plain; returns how many, possibly none. Where a =
   * c, the prediction is b, and with a difference of zero a = c holds for the next pixel again.
   * Where b = c, the prediction is a.
   */
  private static int paethWords(
      byte[] from,
      int fromAt,
      byte[] above,
      int aboveAt,
      byte[] into,
      int at,
      int length,
      int step) {
    int i = 0;
    long left = repeat(into, at - step, step);
    if (left == repeat(above, aboveAt - step, step)) {
      for (; i <= length - WORD; i += WORD) {
        long b = LittleEndian.get(above, aboveAt + i);
        long stored = LittleEndian.get(from, fromAt + i);
        if (stored != 0) {
          LittleEndian.put(into, at + i, add(stored, b));
          return i + Math.min(firstByte(stored) + 1, WORD);
        }
        LittleEndian.put(into, at + i, b);
      }
      return i;
    }
    for (; i <= length - WORD; i += WORD) {
      long b = LittleEndian.get(above, aboveAt + i);
      long c = LittleEndian.get(above, aboveAt + i - step);
      long stored = LittleEndian.get(from, fromAt + i);
      if ((stored | (b ^ c)) != 0) {
        LittleEndian.put(into, at + i, add(stored, left));
        return i + Math.min(firstByte(b ^ c), Math.min(firstByte(stored) + 1, WORD));
      }
      LittleEndian.put(into, at + i, left);
    }
    return i;
  }

  /** The number of zero bytes that a word begins with. */
  private static int firstByte(long word) {
    return Long.numberOfTrailingZeros(word) / Byte.SIZE;
  }

  /** A word of one pixel over and over. */
  private static long repeat(byte[] pixels, int at, int step) {
    long low = pixels[at] & 0xff;
    long high = pixels[at + step - 1] & 0xff;
    return (low | high << Byte.SIZE) * 0x0001_0001_0001_0001L;
  }

  /**
   * Whichever of a, b and c is nearest to a + b − c, the earlier one on a tie. Without branches,
   * which would be predicted wrongly here: it is borders of regions that come to this.
   */
  private static int predict(int a, int b, int c) {
    int toA = Math.abs(b - c);
    int toB = Math.abs(a - c);
    int toC = Math.abs(a + b - 2 * c);
    int orC = (toB - toC - 1) >> 31;
    int bOrC = (b & orC) | (c & ~orC);
    int isA = (toA - Math.min(toB, toC) - 1) >> 31;
    return (a & isA) | (bOrC & ~isA);
  }

  /** Adds eight bytes to eight bytes, each modulo 256. */
  private static long add(long x, long y) {
    return ((x & ~HIGH_BITS) + (y & ~HIGH_BITS)) ^ ((x ^ y) & HIGH_BITS);
  }
}
