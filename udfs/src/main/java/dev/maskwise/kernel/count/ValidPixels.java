package dev.maskwise.kernel.count;

import java.nio.FloatBuffer;

/**
 * Which pixels of an image are not ignored, a bit each, and what is kept of arrays with an element
 * a pixel. Costs as much where ignored pixels are noise as where they are regions.
 *
 * <p>A workspace: its arrays, a bit a pixel of the largest image, are used again. Not thread-safe.
 */
public final class ValidPixels {
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
      words[w] =
          pixels - from < Long.SIZE
              ? oneByOne(labels, bytesPerPixel, from, pixels, ignore)
              : others(labels, bytesPerPixel, from, ignore);
      size += Long.bitCount(words[w]);
    }
  }

  /** A bit for each of 64 pixels, set where the label is another one; eight bytes at a time. */
  private static long others(byte[] labels, int bytesPerPixel, int from, int label) {
    boolean narrow = bytesPerPixel == 1;
    long ones = narrow ? 0x0101010101010101L : 0x0001000100010001L;
    // Multiplied with lanes of 0 or 1, it puts one after another into the highest bits.
    long gather = narrow ? 0x0102040810204080L : 0x1000200040008000L;
    long low = narrow ? ones * 0x7f : ones * 0x7fff;
    int step = Long.BYTES / bytesPerPixel;
    long bits = 0;
    for (int at = 0; at < Long.SIZE; at += step) {
      long difference = Words.at(labels, (from + at) * bytesPerPixel) ^ label * ones;
      // Adding to the low bits of a lane carries into its high bit unless they are all 0.
      long other = ((difference & low) + low | difference) & ~low;
      bits |= (((other >>> (Long.SIZE / step - 1)) * gather) >>> (Long.SIZE - step)) << at;
    }
    return bits;
  }

  private static long oneByOne(byte[] labels, int bytesPerPixel, int from, int end, int label) {
    long bits = 0;
    for (int pixel = from; pixel < end; pixel++) {
      bits |= Labels.at(labels, bytesPerPixel, pixel) == label ? 0 : 1L << pixel;
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

  /**
   * The labels of the valid pixels, in order.
   *
   * @param labels of all pixels
   * @param room for all labels, may be the same array
   * @return {@code room} with the labels in front; the given array where all pixels are valid
   */
  public byte[] keep(byte[] labels, int bytesPerPixel, byte[] room) {
    if (size == all) {
      return labels;
    }
    int at = 0;
    for (int w = 0; at < size; w++) {
      int end = endOfWhole(w);
      int length = (end - w) * Long.SIZE;
      System.arraycopy(
          labels, w * Long.SIZE * bytesPerPixel, room, at * bytesPerPixel, length * bytesPerPixel);
      at += length;
      w = end;
      long bits = at < size ? words[w] : 0;
      int from = w * Long.SIZE;
      if (bytesPerPixel == 1) {
        for (; bits != 0; bits >>>= 1) {
          room[at] = labels[from++];
          at += (int) bits & 1;
        }
      } else {
        for (; bits != 0; bits >>>= 1, from++) {
          room[2 * at] = labels[2 * from];
          room[2 * at + 1] = labels[2 * from + 1];
          at += (int) bits & 1;
        }
      }
    }
    return room;
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
        values.get(first + w * Long.SIZE, some, 0, Math.min(Long.SIZE, all - w * Long.SIZE));
        int from = 0;
        for (long bits = words[w]; bits != 0; bits >>>= 1) {
          to[at] = some[from++];
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
