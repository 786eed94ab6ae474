package dev.maskwise.kernel.count;

import java.nio.FloatBuffer;

/**
 * Which pixels of an image are not ignored, a bit each, and what is kept of arrays with an element
 * a pixel. Costs as much where ignored pixels are noise as where they are regions.
 *
 * <p>A workspace: its arrays, a bit a pixel of the largest image, are used again. Not thread-safe.
 */
public final class ValidPixels {
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EACH_CHAR = 0x0001000100010001L;

  /** Multiplied with bytes of 0 or 1, it puts one after another into the highest eight bits. */
  private static final long GATHER_BYTES = 0x0102040810204080L;

  /** Multiplied with four 16-bit numbers of 0 or 1, likewise. */
  private static final long GATHER_CHARS = 0x1000200040008000L;

  private final float[] some = new float[Long.SIZE];
  private long[] words = {};
  private int all;
  private int size;

  /**
   * Takes the truth of an image.
   *
   * @param labels a raw label map of at least {@code pixels} pixels
   * @param bytesPerPixel 1, or 2 in little-endian order
   * @param ignore the label of the pixels that are left out; another number than a label for none
   */
  public void read(byte[] labels, int bytesPerPixel, int pixels, int ignore) {
    all = pixels;
    size = pixels;
    if (ignore >>> (Byte.SIZE * bytesPerPixel) != 0) {
      return;
    }
    int count = (int) (((long) pixels + Long.SIZE - 1) / Long.SIZE);
    if (words.length < count) {
      words = new long[count];
    }
    size = 0;
    for (int w = 0; w < count; w++) {
      int from = w * Long.SIZE;
      int end = Math.min(pixels, from + Long.SIZE);
      words[w] =
          end - from < Long.SIZE
              ? oneByOne(labels, bytesPerPixel, from, end, ignore)
              : bytesPerPixel == 1 ? ofBytes(labels, from, ignore) : ofChars(labels, from, ignore);
      size += Long.bitCount(words[w]);
    }
  }

  private static long ofBytes(byte[] labels, int from, int ignore) {
    long bits = 0;
    for (int at = 0; at < Long.SIZE; at += Byte.SIZE) {
      long other = Words.foreground(Words.at(labels, from + at) ^ ignore * EACH_BYTE);
      bits |= ((other * GATHER_BYTES) >>> 56) << at;
    }
    return bits;
  }

  private static long ofChars(byte[] labels, int from, int ignore) {
    long bits = 0;
    for (int at = 0; at < Long.SIZE; at += 4) {
      long difference = Words.at(labels, 2 * (from + at)) ^ ignore * EACH_CHAR;
      long low = 0x7fff * EACH_CHAR;
      long other = (((difference & low) + low | difference) & ~low) >>> 15;
      bits |= ((other * GATHER_CHARS) >>> 60) << at;
    }
    return bits;
  }

  private static long oneByOne(byte[] labels, int bytesPerPixel, int from, int end, int ignore) {
    long bits = 0;
    for (int pixel = from; pixel < end; pixel++) {
      bits |= Labels.at(labels, bytesPerPixel, pixel) == ignore ? 0 : 1L << pixel;
    }
    return bits;
  }

  /** How many pixels the image has. */
  public int all() {
    return all;
  }

  /** How many of them are valid. */
  public int size() {
    return size;
  }

  /** The end of the words from one on in which every pixel is valid. */
  private int endOfWhole(int word) {
    int end = word;
    while (end < all / Long.SIZE && words[end] == -1) {
      end++;
    }
    return end;
  }

  /** Moves the values of the valid pixels to the front, in order. */
  public void keep(byte[] values) {
    int to = 0;
    for (int w = 0; to < size && size < all; ) {
      int from = w * Long.SIZE;
      int length = endOfWhole(w) * Long.SIZE - from;
      System.arraycopy(values, from, values, to, length);
      to += length;
      w += length / Long.SIZE;
      from += length;
      for (long bits = to < size ? words[w++] : 0; bits != 0; bits >>>= 1, from++) {
        values[to] = values[from];
        to += (int) bits & 1;
      }
    }
  }

  /** Moves the values of the valid pixels to the front, in order. */
  public void keep(char[] values) {
    int to = 0;
    for (int w = 0; to < size && size < all; ) {
      int from = w * Long.SIZE;
      int length = endOfWhole(w) * Long.SIZE - from;
      System.arraycopy(values, from, values, to, length);
      to += length;
      w += length / Long.SIZE;
      from += length;
      for (long bits = to < size ? words[w++] : 0; bits != 0; bits >>>= 1, from++) {
        values[to] = values[from];
        to += (int) bits & 1;
      }
    }
  }

  /** Moves the values of the valid pixels to the front, in order. */
  public void keep(float[] values) {
    if (size < all) {
      copy(FloatBuffer.wrap(values), 0, values);
    }
  }

  /**
   * Copies the values of the valid pixels to the front of an array, in order.
   *
   * @param first where in the buffer the value of the first pixel is
   * @param to has room for all pixels
   */
  public void copy(FloatBuffer values, int first, float[] to) {
    if (size == all) {
      values.get(first, to, 0, all);
      return;
    }
    int at = 0;
    for (int w = 0; at < size; w++) {
      int end = endOfWhole(w);
      int length = (end - w) * Long.SIZE;
      values.get(first + w * Long.SIZE, to, at, length);
      at += length;
      w = end;
      if (at < size) {
        int from = first + w * Long.SIZE;
        float[] array = some;
        if (values.hasArray()) {
          array = values.array();
          from += values.arrayOffset();
        } else {
          values.get(from, some, 0, Math.min(Long.SIZE, all - w * Long.SIZE));
          from = 0;
        }
        for (long bits = words[w]; bits != 0; bits >>>= 1) {
          to[at] = array[from++];
          at += (int) bits & 1;
        }
      }
    }
  }

  /**
   * Which pixel of the image the n-th valid one is, from 0 on.
   *
   * @throws IllegalArgumentException when there are not so many
   */
  public int pixel(int n) {
    if (n < 0 || n >= size) {
      throw new IllegalArgumentException("There is no valid pixel " + n + ".");
    }
    if (size == all) {
      return n;
    }
    int rest = n;
    int w = 0;
    while (Long.bitCount(words[w]) <= rest) {
      rest -= Long.bitCount(words[w++]);
    }
    long bits = words[w];
    for (; rest > 0; rest--) {
      bits &= bits - 1;
    }
    return w * Long.SIZE + Long.numberOfTrailingZeros(bits);
  }
}
