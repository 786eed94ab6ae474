package dev.maskwise.metric.count;

import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCounts;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Of each class the sums that metrics are functions of: of a confusion matrix its cell on the
 * diagonal, its row, its column and all cells. They add up and are taken away as matrices are, and
 * are K times smaller. A mutable accumulator.
 */
final class OverlapSums implements Serializable {
  private static final long serialVersionUID = 1;

  private final long[] intersections;
  private final long[] truths;
  private final long[] predictions;
  private final long[] pixels;

  /** Of nothing. */
  OverlapSums(int classes) {
    this.intersections = new long[classes];
    this.truths = new long[classes];
    this.predictions = new long[classes];
    this.pixels = new long[classes];
  }

  /** Of the counts of an image. */
  static OverlapSums of(PixelCounts counts) {
    OverlapSums sums = new OverlapSums(counts.classes());
    if (counts instanceof ConfusionMatrix matrix) {
      matrix.forEach(
          (truth, prediction, count) -> {
            sums.truths[truth] += count;
            sums.predictions[prediction] += count;
            sums.intersections[truth] += truth == prediction ? count : 0;
          });
      Arrays.fill(sums.pixels, matrix.total());
      return sums;
    }
    for (int c = 0; c < counts.classes(); c++) {
      OverlapCounts overlap = counts.overlap(c);
      sums.intersections[c] = overlap.intersection();
      sums.truths[c] = overlap.truthCardinality();
      sums.predictions[c] = overlap.predictionCardinality();
      sums.pixels[c] = overlap.pixels();
    }
    return sums;
  }

  /**
   * Adds the sums of other counts of as many classes, or takes them away.
   *
   * @param sign 1 or −1
   */
  void add(OverlapSums other, int sign) {
    for (int c = 0; c < truths.length; c++) {
      intersections[c] += sign * other.intersections[c];
      truths[c] += sign * other.truths[c];
      predictions[c] += sign * other.predictions[c];
      pixels[c] += sign * other.pixels[c];
    }
  }

  void clear() {
    Arrays.fill(intersections, 0);
    Arrays.fill(truths, 0);
    Arrays.fill(predictions, 0);
    Arrays.fill(pixels, 0);
  }

  /** The valid pixels; of overlapping classes those of the class that has most. */
  long pixels() {
    return Arrays.stream(pixels).max().orElse(0);
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
              pixels[c] - some.pixels[c]);
    }
    return overlaps;
  }
}
