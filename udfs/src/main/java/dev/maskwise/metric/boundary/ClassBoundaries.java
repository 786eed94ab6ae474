package dev.maskwise.metric.boundary;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;

/**
 * Counts of boundaries seen class by class under a policy: what the metrics over classes are
 * functions of.
 *
 * @param counts is not to change
 * @param classes how many there are: the labels 0 … {@code classes} − 1
 */
public record ClassBoundaries(BoundaryCounts counts, int classes, Policy policy) {

  /** The value of a class metric under the policy; {@code NaN} where it is undefined. */
  public double value(Metric<OfClass> metric, int classId) {
    OfClass ofClass = counts.of(classId);
    EmptyMask emptyMask = policy.emptyMask();
    boolean inTruth = ofClass.truthBoundary() > 0 || ofClass.truthContour() > 0;
    if (emptyMask == EmptyMask.SKIP && !inTruth) {
      return Double.NaN;
    }
    double value = metric.value(ofClass);
    if (!Double.isNaN(value)) {
      return value;
    }
    return switch (emptyMask) {
      case ZERO -> 0;
      case ONE -> 1;
      case UNDEFINED, SKIP -> Double.NaN;
    };
  }

  /** The mean of a class metric over the classes that the policy averages. O(classes). */
  public Mean mean(Metric<OfClass> metric) {
    Mean mean = new Mean();
    for (int c = 0; c < classes; c++) {
      if (policy.averages(c)) {
        mean.add(value(metric, c));
      }
    }
    return mean;
  }
}
