package dev.maskwise.metric.count;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCounts;

/**
 * Counts seen class by class under a policy: what the metrics over classes are functions of. Costs
 * O(K) once for K classes, and O(1) for each cell that is not zero.
 */
public final class ClassCounts {
  private final Policy policy;
  private final OverlapCounts[] overlaps;

  public ClassCounts(PixelCounts counts, Policy policy) {
    this(OverlapSums.of(counts).overlaps(), policy);
  }

  /** Keeps the array. */
  ClassCounts(OverlapCounts[] overlaps, Policy policy) {
    this.policy = policy;
    this.overlaps = overlaps;
  }

  public int classes() {
    return overlaps.length;
  }

  /** One class against the rest. */
  public OverlapCounts overlap(int classId) {
    return overlaps[classId];
  }

  /** The value of a class metric under the policy; {@code NaN} where it is undefined. */
  public double value(Metric<OverlapCounts> metric, int classId) {
    return policy.value(metric, overlaps[classId]);
  }

  /** The mean of a class metric over the classes that the policy averages. */
  public Mean mean(Metric<OverlapCounts> metric) {
    Mean mean = new Mean();
    for (int c = 0; c < overlaps.length; c++) {
      if (policy.averages(c)) {
        mean.add(value(metric, c));
      }
    }
    return mean;
  }

  /** The fraction of valid pixels whose class was predicted; {@code NaN} without a valid pixel. */
  double pixelAccuracy() {
    long correct = 0;
    for (OverlapCounts overlap : overlaps) {
      correct += overlap.intersection();
    }
    return Metric.ratio(correct, overlaps.length == 0 ? 0 : overlaps[0].pixels());
  }

  /**
   * The mean of a class metric with the classes weighted by their truth cardinality; classes
   * without truth weigh nothing.
   */
  double truthWeighted(Metric<OverlapCounts> metric) {
    long weights = 0;
    double sum = 0;
    for (int c = 0; c < overlaps.length; c++) {
      long weight = overlaps[c].truthCardinality();
      if (policy.averages(c) && weight > 0) {
        weights += weight;
        sum += weight * value(metric, c);
      }
    }
    return weights == 0 ? Double.NaN : sum / weights;
  }
}
