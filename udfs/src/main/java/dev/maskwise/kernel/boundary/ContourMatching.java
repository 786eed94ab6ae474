package dev.maskwise.kernel.boundary;

import java.util.Arrays;

/**
 * How many pixels of a contour have another contour near, by the exact distance between the centres
 * of pixels: no more than so many pixels away.
 *
 * <p>The other contour lies in bits. For each pixel its rows are asked, from the nearest on, for a
 * bit in the part that a disk covers. O(pixels of the contour · distance), and a bit a pixel of the
 * image. Source: Perazzi et al. 2016, DAVIS: dilating by the disk is the same. For one thread.
 */
public final class ContourMatching {
  private static final int WORD_BITS = 6;

  private long[] bits = {};
  private int[] reach = {};

  /**
   * How far contours may be away from each other in an image: a part of its diagonal, rounded up.
   *
   * @param ratio the part, 0.008 in the reference code
   */
  public static int tolerance(int height, int width, double ratio) {
    return (int) Math.ceil(ratio * Math.sqrt((double) height * height + (double) width * width));
  }

  /**
   * How many pixels of the contour of a class have the other contour of the class near.
   *
   * @param tolerance how far away they may be, in pixels, at least 0
   */
  public int matched(
      Contours contour, Contours other, int classId, int height, int width, int tolerance) {
    if (contour.count(classId) == 0 || other.count(classId) == 0) {
      return 0;
    }
    int reachable = Math.min(tolerance, height + width);
    disk(reachable);
    int rowWords = (width + Long.SIZE - 1) >> WORD_BITS;
    if (bits.length < rowWords * height) {
      bits = new long[rowWords * height];
    }
    int from = other.start(classId);
    int to = from + other.count(classId);
    for (int i = from; i < to; i++) {
      int x = other.pixel(i) % width;
      bits[other.pixel(i) / width * rowWords + (x >> WORD_BITS)] |= 1L << x;
    }
    int matched = 0;
    int start = contour.start(classId);
    for (int i = start; i < start + contour.count(classId); i++) {
      int y = contour.pixel(i) / width;
      int x = contour.pixel(i) % width;
      matched += isNear(x, y, height, width, rowWords, reachable) ? 1 : 0;
    }
    for (int i = from; i < to; i++) {
      int x = other.pixel(i) % width;
      bits[other.pixel(i) / width * rowWords + (x >> WORD_BITS)] = 0;
    }
    return matched;
  }

  /** How many columns a disk reaches to each side, by the distance of the row. */
  private void disk(int tolerance) {
    if (reach.length != tolerance + 1) {
      reach = new int[tolerance + 1];
      Arrays.setAll(
          reach, dy -> (int) Math.sqrt((double) tolerance * tolerance - (double) dy * dy));
    }
  }

  private boolean isNear(int x, int y, int height, int width, int rowWords, int tolerance) {
    for (int dy = 0; dy <= tolerance; dy++) {
      int first = Math.max(x - reach[dy], 0);
      int last = (int) Math.min((long) x + reach[dy], width - 1L);
      if ((y >= dy && hasBit((y - dy) * rowWords, first, last))
          || (dy > 0 && y < height - dy && hasBit((y + dy) * rowWords, first, last))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a bit of a row is set, both ends included. */
  private boolean hasBit(int row, int first, int last) {
    int word = row + (first >> WORD_BITS);
    int lastWord = row + (last >> WORD_BITS);
    long from = -1L << first;
    long to = -1L >>> ~last;
    if (word == lastWord) {
      return (bits[word] & from & to) != 0;
    }
    if ((bits[word] & from) != 0 || (bits[lastWord] & to) != 0) {
      return true;
    }
    while (++word < lastWord) {
      if (bits[word] != 0) {
        return true;
      }
    }
    return false;
  }
}
