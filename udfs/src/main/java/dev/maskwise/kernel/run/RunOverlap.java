package dev.maskwise.kernel.run;

import dev.maskwise.kernel.match.Box;

/**
 * How far two masks lie upon each other, without a pixel of theirs. Source: {@code rleIou} of
 * COCO's API.
 */
public final class RunOverlap {
  private RunOverlap() {}

  /**
   * The pixels that both have. O(runs of both); nothing is allocated.
   *
   * @throws IllegalArgumentException if they differ in shape
   */
  public static long intersection(Runs one, Runs other) {
    one.requireShapeOf(other);
    if (apart(one.box(), other.box())) {
      return 0;
    }
    int[] a = one.bounds();
    int[] b = other.bounds();
    long common = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      int endOfA = a[i + 1];
      int endOfB = b[j + 1];
      int start = Math.max(a[i], b[j]);
      int end = Math.min(endOfA, endOfB);
      common += Math.max(end - start, 0);
      i += endOfA == end ? 2 : 0;
      j += endOfB == end ? 2 : 0;
    }
    return common;
  }

  /**
   * The pixels that at least one has, in O(runs of both).
   *
   * @throws IllegalArgumentException if they differ in shape
   */
  public static long union(Runs one, Runs other) {
    return one.area() + other.area() - intersection(one, other);
  }

  /**
   * Intersection over union, from 0 to 1; where the truth is a crowd, intersection over the area of
   * the prediction, as a prediction may be one of many objects. 0 where no pixel is common, also
   * where both are empty, as COCO has it. O(runs of both).
   *
   * @throws IllegalArgumentException if they differ in shape
   */
  public static double iou(Runs prediction, Runs truth, boolean crowd) {
    long common = intersection(prediction, truth);
    if (common == 0) {
      return 0;
    }
    long whole = crowd ? prediction.area() : prediction.area() + truth.area() - common;
    return (double) common / whole;
  }

  private static boolean apart(Box one, Box other) {
    return one.x() >= other.x() + other.width()
        || other.x() >= one.x() + one.width()
        || one.y() >= other.y() + other.height()
        || other.y() >= one.y() + one.height();
  }
}
