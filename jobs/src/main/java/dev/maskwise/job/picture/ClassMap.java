package dev.maskwise.job.picture;

/**
 * The classes of an image, of every so manieth pixel across and down.
 *
 * @param step every so manieth
 * @param classes row by row from the top, {@link #IGNORED} where a pixel does not count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClassMap(int width, int height, int step, int[] classes) {
  /** The class of pixels that do not count. */
  static final int IGNORED = -1;

  private static final int LARGEST_SIDE = 320;

  /** The step by which an image of this size fits the page. */
  static int step(int width, int height) {
    return (Math.max(width, height) + LARGEST_SIDE - 1) / LARGEST_SIDE;
  }

  /** How many pixels are shown of so many. */
  static int shown(int pixels, int step) {
    return (pixels + step - 1) / step;
  }

  boolean hasShapeOf(ClassMap other) {
    return width == other.width && height == other.height && step == other.step;
  }
}
