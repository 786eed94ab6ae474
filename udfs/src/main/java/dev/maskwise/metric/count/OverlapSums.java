package dev.maskwise.metric.count;

import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Of each class the sums of a confusion matrix that metrics are functions of: its cell on the
 * diagonal, its row and its column. They add up and are taken away as matrices are, and are K times
 * smaller. A mutable accumulator.
 */
final class OverlapSums implements Serializable {
  private static final long serialVersionUID = 1;

  private final long[] intersections;
  private final long[] truths;
  private final long[] predictions;
  private long pixels;

  /** Of a matrix of zeros. */
  OverlapSums(int classes) {
    this.intersections = new long[classes];
    this.truths = new long[classes];
    this.predictions = new long[classes];
  }

  /** Of a matrix. */
  static OverlapSums of(ConfusionMatrix matrix) {
    OverlapSums sums = new OverlapSums(matrix.classes());
    matrix.forEach(
        (truth, prediction, count) -> {
          sums.truths[truth] += count;
          sums.predictions[prediction] += count;
          sums.intersections[truth] += truth == prediction ? count : 0;
        });
    sums.pixels = matrix.total();
    return sums;
  }

  /**
   * Adds the sums of another matrix of as many classes, or takes them away.
   *
   * @param sign 1 or −1
   */
  void add(OverlapSums other, int sign) {
    for (int c = 0; c < truths.length; c++) {
      intersections[c] += sign * other.intersections[c];
      truths[c] += sign * other.truths[c];
      predictions[c] += sign * other.predictions[c];
    }
    pixels += sign * other.pixels;
  }

  void clear() {
    Arrays.fill(intersections, 0);
    Arrays.fill(truths, 0);
    Arrays.fill(predictions, 0);
    pixels = 0;
  }

  long pixels() {
    return pixels;
  }

  /** Each class against the rest. */
  OverlapCounts[] overlaps() {
    return overlapsWithout(new OverlapSums(truths.length));
  }

  /** The same without the sums of other images, which were added. */
  OverlapCounts[] overlapsWithout(OverlapSums some) {
    OverlapCounts[] overlaps = new OverlapCounts[truths.length];
    for (int c = 0; c < overlaps.length; c++) {
      overlaps[c] =
          new OverlapCounts(
              intersections[c] - some.intersections[c],
              truths[c] - some.truths[c],
              predictions[c] - some.predictions[c],
              pixels - some.pixels);
    }
    return overlaps;
  }
}
