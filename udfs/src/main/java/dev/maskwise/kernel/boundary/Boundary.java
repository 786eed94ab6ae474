package dev.maskwise.kernel.boundary;

import java.util.Arrays;

/**
 * The boundaries of a width of all classes of a label map at once. A pixel is in the boundary of
 * its own class if a pixel of another class, or one outside the image, is at most so many rows and
 * columns away: the mask of the class without its erosion by a square, the outside being
 * background. So one bit a pixel says it for every class.
 *
 * <p>An ignored pixel is in no boundary. It makes none either: the others are judged as if it were
 * of their class. The edge of the image makes one beside ignored pixels too.
 *
 * <p>Rows first, then columns, each by the length of the current run of one class; a run goes on
 * over ignored pixels. Two passes over the pixels, whatever the width. Memory is a few rows.
 * Source: Cheng et al. 2021, Boundary IoU, §4, with the square of their reference code. For one
 * thread.
 */
public final class Boundary {
  /** The label of a pixel that is ignored. */
  public static final int IGNORED = Integer.MIN_VALUE;

  /** Stands for a part of a row in which two classes meet. */
  private static final int MIXED = Integer.MIN_VALUE + 1;

  /** Stands for the class of a column in which none was seen. */
  private static final int NONE = Integer.MIN_VALUE + 2;

  private int[] rowClass = {};
  private int[] columnClass = {};
  private int[] columnStart = {};
  private int[] columnLast = {};

  /**
   * Marks the boundaries.
   *
   * @param labels the class of each pixel, row by row; {@link #IGNORED}, or above {@code
   *     Integer.MIN_VALUE + 2}
   * @param distance the width of boundaries, at least 1
   * @param boundary becomes 1 in boundaries and 0 elsewhere, pixel by pixel
   * @throws IllegalArgumentException if the distance is below 1
   */
  public void mark(int[] labels, int height, int width, int distance, byte[] boundary) {
    if (distance < 1) {
      throw new IllegalArgumentException("a boundary is at least 1 pixel wide, not " + distance);
    }
    int pixels = height * width;
    if (2L * distance >= height || 2L * distance >= width) {
      markAll(labels, 0, pixels, boundary);
      return;
    }
    if (rowClass.length < width) {
      rowClass = new int[width];
      columnClass = new int[width];
      columnStart = new int[width];
      columnLast = new int[width];
    }
    Arrays.fill(columnClass, NONE);
    Arrays.fill(columnStart, 0);
    Arrays.fill(columnLast, -1);
    int edge = distance * width;
    markAll(labels, 0, edge, boundary);
    markAll(labels, pixels - edge, pixels, boundary);
    for (int y = 0; y < height; y++) {
      summarize(labels, y * width, width, distance);
      down(y, width, distance);
      int centre = y - distance;
      if (centre >= distance) {
        markRow(labels, centre, width, distance, boundary);
      }
    }
  }

  private static void markAll(int[] labels, int from, int to, byte[] boundary) {
    for (int i = from; i < to; i++) {
      boundary[i] = (byte) (labels[i] == IGNORED ? 0 : 1);
    }
  }

  /** For each pixel but those near the edges: the class of all that is near it in its row. */
  private void summarize(int[] labels, int row, int width, int distance) {
    int[] near = rowClass;
    int reach = 2 * distance;
    int current = IGNORED;
    int start = 0; // of the run of the current class, with the ignored pixels around it
    int last = -1; // of the current class
    for (int x = 0; x < width; x++) {
      int label = labels[row + x];
      if (label != IGNORED) {
        if (label != current) {
          start = last + 1;
          current = label;
        }
        last = x;
      }
      if (x >= reach) {
        int first = x - reach;
        near[x - distance] = start > first ? MIXED : last < first ? IGNORED : current;
      }
    }
  }

  /** Goes on with the run of each column. */
  private void down(int y, int width, int distance) {
    for (int x = distance; x < width - distance; x++) {
      int near = rowClass[x];
      if (near == columnClass[x]) {
        columnLast[x] = y;
      } else if (near == MIXED) {
        columnStart[x] = y + 1;
        columnClass[x] = NONE;
        columnLast[x] = y;
      } else if (near != IGNORED) {
        columnStart[x] = columnLast[x] + 1;
        columnClass[x] = near;
        columnLast[x] = y;
      }
    }
  }

  /** Marks a row, of which all rows near it are known: the last of them was the one before. */
  private void markRow(int[] labels, int y, int width, int distance, byte[] boundary) {
    int row = y * width;
    int first = y - distance;
    markAll(labels, row, row + distance, boundary);
    markAll(labels, row + width - distance, row + width, boundary);
    for (int x = distance; x < width - distance; x++) {
      int open = columnStart[x] > first ? 1 : 0;
      boundary[row + x] = (byte) (labels[row + x] == IGNORED ? 0 : open);
    }
  }
}
