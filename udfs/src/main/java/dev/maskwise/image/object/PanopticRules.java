package dev.maskwise.image.object;

import java.io.Serializable;
import java.util.Set;

/**
 * How true and predicted segments are matched: every choice that changes a number.
 *
 * @param categories the ids of all that a segment may have
 * @param boundaryRatio 0 for the overlap of masks; else the overlap is the smaller of that of masks
 *     and that of borders, which are as wide as this part of the diagonal
 */
public record PanopticRules(Set<Integer> categories, CrowdRule crowd, double boundaryRatio)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if the ratio is not from 0 to 1, or a category is negative
   */
  public PanopticRules {
    categories = Set.copyOf(categories);
    if (!(boundaryRatio >= 0 && boundaryRatio <= 1)) {
      throw new IllegalArgumentException(
          "The width of a border is a part of the diagonal, from 0 to 1, not %s."
              .formatted(boundaryRatio));
    }
    if (categories.stream().anyMatch(category -> category < 0)) {
      throw new IllegalArgumentException("The id of a category is not negative.");
    }
  }

  /** The rules of panopticapi. */
  public static PanopticRules of(Set<Integer> categories) {
    return new PanopticRules(categories, CrowdRule.LAST, 0);
  }

  /** The rules of boundary PQ, with borders of the width that its authors take. */
  public static PanopticRules ofBoundaries(Set<Integer> categories) {
    return new PanopticRules(categories, CrowdRule.LAST, DetectionRules.BOUNDARY_RATIO);
  }
}
