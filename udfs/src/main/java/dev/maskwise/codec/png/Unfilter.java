package dev.maskwise.codec.png;

import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.LittleEndian;
import dev.maskwise.codec.inflate.ZeroRuns;

/**
 * Undoes the filter of a PNG row (PNG specification, section 9): a stored byte is the difference to
 * a prediction from the bytes to the left (a), above (b), and above the left (c).
 *
 * <p>In label maps nearly all differences are zero, and most rows are much like the one above: so a
 * row is restored in its place, where it changes. The results are those of the formulas for any
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

  private final int length;
  private final int step;

  /** By which a pixel is multiplied to repeat it over a word. */
  private final long repeated;

  private final ZeroRuns zeros;

  /** Where words begin whose stored bytes are not all zero, in order. */
  private final int[] differences;

  private int count;

  /**
   * @param length bytes of a row
   * @param step bytes from a pixel to the next: 1 to 4
   * @param zeros where stored bytes are known to be zero
   */
  Unfilter(int length, int step, ZeroRuns zeros) {
    this.length = length;
    this.step = step;
    long ones = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE * step) {
      ones |= 1L << shift;
    }
    this.repeated = ones;
    this.zeros = zeros;
    differences = new int[length / WORD + 2];
  }

  /**
   * Turns a row into the one below it.
   *
   * @param from the stored bytes, from {@code fromAt} on, and at least seven bytes more
   * @param row the restored row above, zeros before the first row; becomes the row
   * @return false when there is no such filter
   */
  boolean row(int filter, byte[] from, int fromAt, LabelRow row) {
    row.begin();
    switch (filter) {
      case NONE -> row.replace(from, fromAt);
      case SUB -> sub(from, fromAt, row);
      case UP -> up(from, fromAt, row);
      case AVERAGE -> average(from, fromAt, row);
      case PAETH -> paeth(from, fromAt, row);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void sub(byte[] from, int fromAt, LabelRow row) {
    byte[] labels = row.labels();
    long left = 0;
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      long word = LittleEndian.get(from, fromAt + i);
      if (word == 0) {
        row.put(i, left);
        if (step == 3) {
          left = repeat(labels, i + WORD - step); // Its colours do not begin with words.
        }
        continue;
      }
      word = add(word, word << (Byte.SIZE * step));
      if (step < 4) {
        word = add(word, word << (2 * Byte.SIZE * step));
      }
      if (step == 1) {
        word = add(word, word << 32);
      }
      row.put(i, add(word, left));
      left = repeat(labels, i + WORD - step);
    }
    for (; i < length; i++) {
      row.touch(i);
      byte a = i < step ? 0 : labels[i - step];
      labels[i] = (byte) (from[fromAt + i] + a);
    }
  }

  private void up(byte[] from, int fromAt, LabelRow row) {
    findDifferences(from, fromAt);
    byte[] labels = row.labels();
    for (int k = 0; k < count; k++) {
      int i = differences[k];
      row.touch(i);
      long word = add(stored(from, fromAt, i), LittleEndian.get(labels, i));
      LittleEndian.put(labels, i, word);
    }
  }

  /** Without branches that depend on the bytes: they would be predicted wrongly. */
  private void findDifferences(byte[] from, int fromAt) {
    int found = 0;
    int i = 0;
    while (i < length) {
      int run = zeros.startAfter(fromAt + i) - fromAt;
      int end = Math.min(length, Math.max(run, i + 1));
      for (; i < end; i += WORD) {
        differences[found] = i;
        long word = LittleEndian.get(from, fromAt + i);
        found += (int) ((word | -word) >>> (Long.SIZE - 1));
      }
      i = Math.max(i, Math.min(length, zeros.endAround(fromAt + i) - fromAt) & -WORD);
    }
    count = found;
  }

  /** A word of stored bytes, zeros behind the row. */
  private long stored(byte[] from, int fromAt, int i) {
    long word = LittleEndian.get(from, fromAt + i);
    int left = length - i;
    return left >= WORD ? word : word & ~(-1L << (Byte.SIZE * left));
  }

  private void average(byte[] from, int fromAt, LabelRow row) {
    byte[] labels = row.labels();
    int i = 0;
    while (i < length) {
      if (i >= step
          && i <= length - WORD
          && LittleEndian.get(from, fromAt + i) == 0
          && LittleEndian.get(labels, i) == repeat(labels, i - step)) {
        i += WORD;
        continue;
      }
      row.touch(i);
      for (int end = Math.min(length, i + WORD); i < end; i++) {
        int a = i < step ? 0 : labels[i - step] & 0xff;
        int b = labels[i] & 0xff;
        labels[i] = (byte) (from[fromAt + i] + ((a + b) >>> 1));
      }
    }
  }

  /**
   * Where a = c the prediction is b, and with a difference of zero a = c holds for the next pixel
   * again: nothing changes up to the next difference. Where b = c the prediction is a.
   */
  private void paeth(byte[] from, int fromAt, LabelRow row) {
    findDifferences(from, fromAt);
    byte[] labels = row.labels();
    row.touch(0);
    // The pixel above the left, whose place in the row the left one has taken.
    long c = pixel(labels, 0);
    for (int i = 0; i < step; i++) {
      labels[i] += from[fromAt + i];
    }
    int next = 0;
    int i = step;
    while (i < length) {
      if (c == pixel(labels, i - step)) {
        while (next < count && differences[next] <= i - WORD) {
          next++;
        }
        if (next == count) {
          return;
        }
        int skipped = Math.max(0, i - differences[next]);
        long word = stored(from, fromAt, differences[next]) & (-1L << (Byte.SIZE * skipped));
        i = differences[next] + firstByte(word);
        if (i >= length) {
          return;
        }
        c = pixel(labels, i - step);
        if (word == 0) {
          continue;
        }
      } else if (i <= length - WORD) {
        long b = LittleEndian.get(labels, i);
        long aboveLeft = (b << (Byte.SIZE * step)) | c;
        long other = LittleEndian.get(from, fromAt + i) | (b ^ aboveLeft);
        long left = repeat(labels, i - step);
        row.touch(i);
        if (other == 0) {
          row.touch(i + WORD - 1);
          LittleEndian.put(labels, i, left);
          c = b >>> (Long.SIZE - Byte.SIZE * step);
          i += WORD;
          continue;
        }
        int plain = Math.min(firstByte(other), WORD - step);
        row.touch(i + plain);
        long after = -1L << (Byte.SIZE * plain);
        LittleEndian.put(labels, i, (left & ~after) | (b & after));
        c = (aboveLeft >>> (Byte.SIZE * plain)) & (-1L >>> (Long.SIZE - Byte.SIZE * step));
        i += plain;
      }
      row.touch(i);
      int b = labels[i] & 0xff;
      labels[i] = (byte) (from[fromAt + i] + predict(labels[i - step] & 0xff, b, (int) c & 0xff));
      c = (c | ((long) b << (Byte.SIZE * step))) >>> Byte.SIZE;
      i++;
    }
  }

  /** The number of zero bytes that a word begins with. */
  private static int firstByte(long word) {
    return Long.numberOfTrailingZeros(word) / Byte.SIZE;
  }

  private long pixel(byte[] labels, int at) {
    long pixel = labels[at] & 0xff;
    for (int i = 1; i < step; i++) {
      pixel |= (labels[at + i] & 0xffL) << (Byte.SIZE * i);
    }
    return pixel;
  }

  /** A word of one pixel over and over. */
  private long repeat(byte[] labels, int at) {
    return pixel(labels, at) * repeated;
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
