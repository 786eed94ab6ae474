package dev.maskwise.codec.rle;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.Runs;
import java.util.Arrays;

/** Makes runs of their lengths, background and foreground in turn, beginning with background. */
final class RunBuilder {
  private final int height;
  private final int width;
  private final int pixels;
  private final int[] bounds;
  private int count;
  private int place;
  private boolean foreground;

  /**
   * @param lengths the most that come
   * @throws MalformedException if the size is none
   */
  RunBuilder(int height, int width, int lengths) throws MalformedException {
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
    this.height = height;
    this.width = width;
    pixels = height * width;
    bounds = new int[Math.min(lengths, pixels) / 2 * 2 + 2];
  }

  /** Adds a run; runs of no pixel join those beside them. */
  void add(long length) throws MalformedException {
    if (length < 0 || length > pixels - place) {
      throw refusal(length);
    }
    if (length > 0) {
      if (foreground != ((count & 1) != 0)) {
        change();
      }
      place += (int) length;
    }
    foreground = !foreground;
  }

  private void change() {
    bounds[count++] = place;
  }

  private MalformedException refusal(long length) {
    return new MalformedException(
        length < 0
            ? "has a run of %d pixels, after %d pixels in all".formatted(length, place)
            : "has a run of %d pixels after %d pixels, but %dx%d pixels are %d in all"
                .formatted(length, place, width, height, pixels));
  }

  /**
   * The mask.
   *
   * @throws MalformedException if the runs have fewer pixels than the mask
   */
  Runs runs() throws MalformedException {
    if (place != pixels) {
      throw new MalformedException(
          "has runs of %d pixels in all, but %dx%d pixels are %d; the size may be that of another mask"
              .formatted(place, width, height, pixels));
    }
    if ((count & 1) != 0) {
      change();
    }
    return new Runs(height, width, count == bounds.length ? bounds : Arrays.copyOf(bounds, count));
  }
}
