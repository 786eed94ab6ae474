package dev.maskwise.oracle;

/**
 * The boundaries and contours of a class of a label map, pixel by pixel.
 *
 * <p>Sources: Cheng et al. 2021, Boundary IoU; Perazzi et al. 2016, DAVIS, and its code.
 */
public final class NaiveBoundary {
  private final int[] labels;
  private final int height;
  private final int width;
  private final int ignored;

  /**
   * @param ignored the label of ignored pixels
   */
  public NaiveBoundary(int[] labels, int height, int width, int ignored) {
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.ignored = ignored;
  }

  /** The pixels of a class that are not in its erosion by a square. */
  public boolean[] boundary(int classId, int distance) {
    boolean[] boundary = new boolean[labels.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean remains = true;
        for (int v = y - distance; v <= y + distance; v++) {
          for (int u = x - distance; u <= x + distance; u++) {
            remains &= isInside(v, u) && (is(v, u, classId) || is(v, u, ignored));
          }
        }
        boundary[y * width + x] = is(y, x, classId) && !remains;
      }
    }
    return boundary;
  }

  /** The pixels that differ from a neighbour to the right or below in being of a class. */
  public boolean[] contour(int classId) {
    boolean[] contour = new boolean[labels.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        contour[y * width + x] =
            differ(y, x, y, x + 1, classId)
                || differ(y, x, y + 1, x, classId)
                || differ(y, x, y + 1, x + 1, classId);
      }
    }
    return contour;
  }

  /** How many pixels of a contour have one of another at most so many pixels away. */
  public long matched(boolean[] contour, boolean[] other, int tolerance) {
    long matched = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean near = false;
      for (int j = 0; contour[i] && j < labels.length; j++) {
        long dy = (long) (i / width) - j / width;
        long dx = (long) (i % width) - j % width;
        near |= other[j] && dy * dy + dx * dx <= (long) tolerance * tolerance;
      }
      matched += near ? 1 : 0;
    }
    return matched;
  }

  /** How many pixels are set in both. */
  public static long both(boolean[] a, boolean[] b) {
    long both = 0;
    for (int i = 0; i < a.length; i++) {
      both += a[i] && b[i] ? 1 : 0;
    }
    return both;
  }

  private boolean differ(int y, int x, int v, int u, int classId) {
    return isInside(v, u)
        && !is(y, x, ignored)
        && !is(v, u, ignored)
        && is(y, x, classId) != is(v, u, classId);
  }

  private boolean isInside(int y, int x) {
    return y >= 0 && y < height && x >= 0 && x < width;
  }

  private boolean is(int y, int x, int label) {
    return labels[y * width + x] == label;
  }
}
