package dev.maskwise.image.object;

import java.io.Serializable;
import java.util.Set;

/**
 * How segments are matched.
 *
 * @param categories the ids of the categories of the data set
 * @param crowds which crowds excuse a prediction
 * @param boundaryRatio of the diagonal, the width of the borders that enter boundary PQ; 0 without
 */
public record PanopticRules(Set<Integer> categories, CrowdRule crowds, double boundaryRatio)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Segments match when their IoU is above this: at most one can (Kirillov et al. 2019, §4.1). */
  public static final double MATCH = 0.5;

  /** A prediction is excused when more than this part of it is void or crowd. */
  public static final double EXCUSED = 0.5;

  /**
   * @throws IllegalArgumentException if the ratio is not from 0 to 1
   */
  public PanopticRules {
    if (!(boundaryRatio >= 0 && boundaryRatio <= 1)) {
      throw new IllegalArgumentException(
          "The width of a border is a part of the diagonal from 0 to 1, not %s."
              .formatted(boundaryRatio));
    }
    categories = Set.copyOf(categories);
  }
}
