package dev.maskwise.kernel.boundary;

import java.util.Arrays;

/**
 * The contours of all classes of a label map, one pixel thin. A pixel is in the contour of a class
 * if it is of the class and its neighbour to the right, below or right below is not, or the other
 * way round: up to four classes have a contour there. What lies outside the image makes none.
 *
 * <p>A pixel that is ignored is in no contour, and is nobody's neighbour.
 *
 * <p>Source: the boundary map of Perazzi et al. 2016, DAVIS, as their code has it. One pass, about
 * 1 ns a pixel where few are at contours; 12 bytes a pixel of a contour. For one thread.
 */
public final class Contours {
  private static final int IGNORED = Boundary.IGNORED;

  private int[] foundClass = {};
  private int[] foundPixel = {};
  private int found;
  private int[] ends = {};
  private int[] pixels = {};

  /**
   * Finds the contours of a map; those of the one before are forgotten.
   *
   * <p>At most 2²⁸ pixels.
   *
   * @param labels the class of each pixel, row by row, from 0 on and below {@code classes}, or
   *     {@link Boundary#IGNORED}
   */
  public void find(int[] labels, int height, int width, int classes) {
    found = 0;
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int below = y + 1 < height ? width : 0;
      for (int x = 0; x < width; x++) {
        int i = row + x;
        int right = x + 1 < width ? 1 : 0;
        int label = labels[i];
        int e = labels[i + right];
        int s = labels[i + below];
        // At the last row or column the corner is a pixel that is asked already.
        int corner = right != 0 && below != 0 ? labels[i + right + below] : label;
        if (((label ^ e) | (label ^ s) | (label ^ corner)) != 0 && label != IGNORED) {
          add(i, label, e, s, corner);
        }
      }
    }
    sort(classes);
  }

  private void add(int pixel, int label, int e, int s, int corner) {
    boolean toE = e != IGNORED && e != label;
    boolean toS = s != IGNORED && s != label && s != e;
    boolean toCorner = corner != IGNORED && corner != label && corner != e && corner != s;
    if (toE || toS || toCorner) {
      if (found + 4 > foundPixel.length) {
        foundPixel = Arrays.copyOf(foundPixel, Math.max(1024, found + found / 2));
        foundClass = Arrays.copyOf(foundClass, foundPixel.length);
      }
      put(pixel, label);
      if (toE) {
        put(pixel, e);
      }
      if (toS) {
        put(pixel, s);
      }
      if (toCorner) {
        put(pixel, corner);
      }
    }
  }

  private void put(int pixel, int classId) {
    foundPixel[found] = pixel;
    foundClass[found++] = classId;
  }

  /** Brings the pixels of a class together, each class in the order of the pixels. */
  private void sort(int classes) {
    if (ends.length < classes + 1) {
      ends = new int[classes + 1];
    }
    Arrays.fill(ends, 0);
    for (int i = 0; i < found; i++) {
      ends[foundClass[i] + 1]++;
    }
    for (int c = 0; c < classes; c++) {
      ends[c + 1] += ends[c];
    }
    if (pixels.length < found) {
      pixels = new int[foundPixel.length];
    }
    // Each start becomes an end, and so the start of the next class.
    for (int i = 0; i < found; i++) {
      pixels[ends[foundClass[i]]++] = foundPixel[i];
    }
  }

  /** How many pixels the contour of a class has. */
  public int count(int classId) {
    return ends[classId] - start(classId);
  }

  /** The first of {@link #pixel} that is of a class. */
  int start(int classId) {
    return classId == 0 ? 0 : ends[classId - 1];
  }

  /** The place of a pixel of a contour in the image, row by row. */
  int pixel(int index) {
    return pixels[index];
  }
}
