package dev.maskwise.image.object;

import dev.maskwise.kernel.boundary.ContourMatching;
import dev.maskwise.kernel.run.RunErosion;
import java.io.Serializable;

/**
 * How wide boundaries are, and how far matched contours may be away from each other. Both are parts
 * of the diagonal of the image where they are below 1, and else whole pixels.
 *
 * @param width of boundaries; a part is rounded half to even, and at least a pixel wide
 * @param tolerance of contours; a part is rounded up to whole pixels, and 0 matches equal pixels
 */
public record BoundaryRules(double width, double tolerance) implements Serializable {

  /** As wide as in Cheng et al. 2021 and as far as in Perazzi et al. 2016. */
  public static final BoundaryRules STANDARD = new BoundaryRules(0.02, 0.008);

  /**
   * @throws IllegalArgumentException if the width is not above 0, the tolerance is negative, or
   *     either is at least 1 and no whole number
   */
  public BoundaryRules {
    if (!(width > 0 && isPartOrPixels(width))) {
      throw refused("the width of a boundary is a part of the diagonal above 0", width);
    }
    if (!(tolerance >= 0 && isPartOrPixels(tolerance))) {
      throw refused("the tolerance of contours is a part of the diagonal from 0 on", tolerance);
    }
  }

  private static boolean isPartOrPixels(double size) {
    return size < 1 || (size <= Integer.MAX_VALUE && size == Math.rint(size));
  }

  private static IllegalArgumentException refused(String rule, double size) {
    return new IllegalArgumentException(
        "%s and below 1, or whole pixels, and not %s.".formatted(rule, size));
  }

  /** How many pixels wide boundaries are in an image. */
  public int width(int height, int columns) {
    return width < 1 ? RunErosion.width(height, columns, width) : (int) width;
  }

  /** How many pixels away matched contours may be in an image. */
  public int tolerance(int height, int columns) {
    return tolerance < 1 ? ContourMatching.tolerance(height, columns, tolerance) : (int) tolerance;
  }
}
