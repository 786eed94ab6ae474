package dev.maskwise.codec.rle;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.Runs;
import java.util.Arrays;

/**
 * Lengths of runs down the columns, background and foreground in turn, beginning with background:
 * the uncompressed form of COCO's files.
 */
public final class RunLengths {
  private RunLengths() {}

  /**
   * The lengths of the runs of a mask; the first is 0 where its first pixel is foreground, and
   * without a pixel there is none.
   */
  public static int[] of(Runs runs) {
    int pixels = runs.height() * runs.width();
    int count = runs.count();
    boolean rest = pixels > 0 && (count == 0 || runs.end(count - 1) < pixels);
    int[] lengths = new int[2 * count + (rest ? 1 : 0)];
    int place = 0;
    for (int run = 0; run < count; run++) {
      lengths[2 * run] = runs.start(run) - place;
      place = runs.end(run);
      lengths[2 * run + 1] = place - runs.start(run);
    }
    if (rest) {
      lengths[2 * count] = pixels - place;
    }
    return lengths;
  }

  /**
   * The mask of lengths; lengths of 0 join the runs beside them. O(lengths) time and memory.
   *
   * @throws MalformedException when height or width is less than 1, a length is negative, or the
   *     lengths have not as many pixels as the mask
   */
  public static Runs decode(long[] lengths, int height, int width) throws MalformedException {
    int[] whole = new int[lengths.length];
    for (int i = 0; i < whole.length; i++) {
      if (lengths[i] < 0 || lengths[i] > Integer.MAX_VALUE) {
        throw new MalformedException(
            "has a run of %d pixels, but a run has from 0 to 2^31 - 1".formatted(lengths[i]));
      }
      whole[i] = (int) lengths[i];
    }
    return decode(whole, whole.length, height, width);
  }

  /** The mask of the first lengths of an array. */
  static Runs decode(int[] lengths, int count, int height, int width) throws MalformedException {
    int pixels = pixels(height, width);
    int[] bounds = new int[Math.min(count, pixels) / 2 * 2 + 2];
    int found = 0;
    int place = 0;
    for (int i = 0; i < count; i++) {
      int length = lengths[i];
      if (length < 0 || length > pixels - place) {
        throw new MalformedException(
            "has a run of %d pixels after %d pixels, but %dx%d pixels are %d in all"
                .formatted(length, place, width, height, pixels));
      }
      if (length > 0 && ((i ^ found) & 1) != 0) {
        bounds[found++] = place;
      }
      place += length;
    }
    if (place != pixels) {
      throw new MalformedException(
          "has runs of %d pixels in all, but %dx%d pixels are %d; the size may be that of another mask"
              .formatted(place, width, height, pixels));
    }
    if ((found & 1) != 0) {
      bounds[found++] = place;
    }
    return new Runs(height, width, found == bounds.length ? bounds : Arrays.copyOf(bounds, found));
  }

  /** How many pixels a mask has. */
  static int pixels(int height, int width) throws MalformedException {
    if (height <= 0 || width <= 0) {
      throw new MalformedException(
          "declares a width of %d and a height of %d; both must be at least 1"
              .formatted(width, height));
    }
    if ((long) height * width > Integer.MAX_VALUE) {
      throw new MalformedException(
          "declares %dx%d pixels, more than the 2^31 - 1 that a mask of runs has"
              .formatted(width, height));
    }
    return height * width;
  }
}
