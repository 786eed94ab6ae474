package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;
import dev.maskwise.statistic.object.DetectionGrid;
import java.io.Serializable;
import java.util.List;

/**
 * How detections are matched with true objects: every choice that changes a number.
 *
 * @param grid at which thresholds, in which bands, how many
 * @param overlap what is laid upon each other
 * @param boundaryRatio how wide a border is, as part of the diagonal of the image; read for {@link
 *     OverlapKind#BOUNDARY} alone
 */
public record DetectionRules(
    DetectionGrid grid,
    OverlapKind overlap,
    double boundaryRatio,
    IgnoreRule ignore,
    ZeroIdRule zeroId,
    LimitRule limit,
    CategoryRule categories)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The category of records where all categories are one. */
  public static final int POOLED_CATEGORY = -1;

  /** As wide a border as the authors of boundary IoU take. */
  public static final double BOUNDARY_RATIO = 0.02;

  /** The rules of COCO's API, but that an object of id 0 can be found. */
  public static final DetectionRules COCO =
      new DetectionRules(
          DetectionGrid.COCO,
          OverlapKind.BOX,
          BOUNDARY_RATIO,
          IgnoreRule.CROWD,
          ZeroIdRule.FOUND,
          LimitRule.CATEGORY,
          CategoryRule.SEPARATE);

  /** The rules of LVIS' API, but that an object of id 0 can be found. */
  public static final DetectionRules LVIS =
      new DetectionRules(
          DetectionGrid.LVIS,
          OverlapKind.BOX,
          BOUNDARY_RATIO,
          IgnoreRule.IGNORE,
          ZeroIdRule.FOUND,
          LimitRule.IMAGE,
          CategoryRule.FEDERATED);

  /**
   * @throws IllegalArgumentException if the ratio of borders is not from 0 to 1
   */
  public DetectionRules {
    if (!(boundaryRatio > 0 && boundaryRatio <= 1)) {
      throw new IllegalArgumentException(
          "The width of a border is a part of the diagonal, above 0 and at most 1, not %s."
              .formatted(boundaryRatio));
    }
  }

  /** The named choices, each of which stands in the definition of a run. */
  public List<Choice> choices() {
    return List.of(overlap, ignore, zeroId, limit, categories);
  }

  /** These with another grid. */
  public DetectionRules with(DetectionGrid other) {
    return new DetectionRules(other, overlap, boundaryRatio, ignore, zeroId, limit, categories);
  }

  /** These with another kind of overlap. */
  public DetectionRules with(OverlapKind other) {
    return new DetectionRules(grid, other, boundaryRatio, ignore, zeroId, limit, categories);
  }

  /** These with another rule for objects that do not count. */
  public DetectionRules with(IgnoreRule other) {
    return new DetectionRules(grid, overlap, boundaryRatio, other, zeroId, limit, categories);
  }

  /** These with another rule for the object of id 0. */
  public DetectionRules with(ZeroIdRule other) {
    return new DetectionRules(grid, overlap, boundaryRatio, ignore, other, limit, categories);
  }

  /** These with another rule for the number of detections. */
  public DetectionRules with(LimitRule other) {
    return new DetectionRules(grid, overlap, boundaryRatio, ignore, zeroId, other, categories);
  }

  /** These with another rule for categories. */
  public DetectionRules with(CategoryRule other) {
    return new DetectionRules(grid, overlap, boundaryRatio, ignore, zeroId, limit, other);
  }
}
