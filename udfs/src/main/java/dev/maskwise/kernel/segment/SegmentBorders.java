package dev.maskwise.kernel.segment;

import java.util.Arrays;

/**
 * The borders of all segments of an id map at once. A pixel is of the border of its segment when a
 * pixel of another segment, or the outside of the image, lies within {@code width} rows and columns
 * of it: the segment without its erosion by a square of 2·width + 1 pixels (Cheng et al. 2021,
 * Boundary IoU, §4).
 *
 * <p>Cost: two passes whatever the width and the number of segments, a few nanoseconds a pixel.
 */
public final class SegmentBorders {
  /** What stands in the place of the id of a pixel that is of no border. */
  public static final int INTERIOR = -1;

  private SegmentBorders() {}

  /**
   * Writes the ids of border pixels, and {@link #INTERIOR} for all others.
   *
   * @param ids at least 0, row by row; is not changed
   * @param columns pixels in a row
   * @param width of the border in pixels, at least 1
   * @param borders gets as many values; another array than {@code ids}
   */
  public static void of(int[] ids, int columns, int rows, int width, int[] borders) {
    int window = 2 * width + 1;
    int[] alike = new int[columns]; // in each column, how many rows in a row have one window's id
    int[] above = new int[columns]; // and which
    int[] row = new int[columns];
    System.arraycopy(ids, 0, borders, 0, columns * rows);
    for (int y = 0; y < rows; y++) {
      constantWindows(ids, y * columns, columns, window, row);
      int middle = (y - width) * columns;
      for (int x = 0; x < columns; x++) {
        int id = row[x];
        int run = id == INTERIOR ? 0 : id == above[x] ? alike[x] + 1 : 1;
        above[x] = id;
        alike[x] = run;
        if (run >= window) {
          borders[middle + x] = INTERIOR;
        }
      }
    }
  }

  /** The id of each window of a row that holds one id alone, at the window's middle; else none. */
  private static void constantWindows(
      int[] ids, int first, int columns, int window, int[] windows) {
    int half = window / 2;
    Arrays.fill(windows, INTERIOR);
    int run = 0;
    int last = INTERIOR;
    for (int x = 0; x < columns; x++) {
      int id = ids[first + x];
      run = id == last ? run + 1 : 1;
      last = id;
      if (run >= window) {
        windows[x - half] = id;
      }
    }
  }

  /**
   * The width that goes with an image: a part of its diagonal, rounded to the nearest pixel and of
   * two as near to the even one, and at least 1.
   */
  public static int width(int rows, int columns, double ratio) {
    double diagonal = Math.sqrt((double) rows * rows + (double) columns * columns);
    return Math.max(1, (int) Math.rint(ratio * diagonal));
  }
}
