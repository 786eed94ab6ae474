package dev.maskwise.kernel.match;

/**
 * How far two boxes lie upon each other, in the order of operations of COCO's own tool, so that
 * values that are equal there are equal here. Source: {@code bbIou} of COCO's API.
 */
public final class BoxOverlap {
  private BoxOverlap() {}

  /**
   * Intersection over union, from 0 to 1; where the truth is a crowd, intersection over the area of
   * the prediction, as a prediction may be one of many objects. 0 where the boxes share no area.
   * O(1); nothing is allocated.
   */
  public static double iou(Box prediction, Box truth, boolean crowd) {
    double width =
        Math.min(prediction.width() + prediction.x(), truth.width() + truth.x())
            - Math.max(prediction.x(), truth.x());
    if (width <= 0) {
      return 0;
    }
    double height =
        Math.min(prediction.height() + prediction.y(), truth.height() + truth.y())
            - Math.max(prediction.y(), truth.y());
    if (height <= 0) {
      return 0;
    }
    double intersection = width * height;
    double whole = crowd ? prediction.area() : prediction.area() + truth.area() - intersection;
    return intersection / whole;
  }
}
