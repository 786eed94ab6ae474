package dev.maskwise.image.object;

import java.io.Serializable;

/**
 * How borders are compared, as parts of the diagonal of the image.
 *
 * @param ratio the width of wide borders, rounded half to even, at least one pixel
 * @param tolerance how far thin borders may be from each other, rounded up to whole pixels
 */
public record BoundaryRules(double ratio, double tolerance) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Those of the authors of boundary IoU, and of DAVIS. */
  public static final BoundaryRules STANDARD =
      new BoundaryRules(DetectionRules.BOUNDARY_RATIO, 0.008);

  /**
   * @throws IllegalArgumentException if one is not from 0 to 1, or the ratio is 0
   */
  public BoundaryRules {
    if (!(ratio > 0 && ratio <= 1 && tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException(
          "The width and the tolerance of borders are parts of the diagonal, up to 1, not %s and %s."
              .formatted(ratio, tolerance));
    }
  }
}
