package dev.maskwise.metric.loss;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.loss.RegionTerms.AbsentClass;
import dev.maskwise.statistic.SoftOverlap;

/** A loss of soft overlap: a function of the sums of one class, or of all classes together. */
interface RegionLoss extends ScoreLoss {

  RegionTerms terms();

  /**
   * The loss of some sums.
   *
   * @param intersection Σp·y
   * @param prediction Σp or Σp²
   * @param truth Σy
   */
  double loss(double intersection, double prediction, double truth);

  @Override
  default boolean byClass() {
    return !terms().binary() && !terms().joint();
  }

  @Override
  default double ofClass(ScoreStatistics statistics, int classId) {
    SoftOverlap overlap = statistics.overlap(classId);
    if (overlap.pixels() == 0) {
      return Double.NaN;
    }
    AbsentClass absent = terms().absent();
    if (overlap.truthCardinality() == 0 && absent != AbsentClass.KEEP) {
      return absent == AbsentClass.ZERO ? 0 : Double.NaN;
    }
    return loss(
        overlap.intersection(), terms().prediction(overlap), (double) overlap.truthCardinality());
  }

  @Override
  default double overClasses(ScoreStatistics statistics, Policy policy) {
    if (terms().binary()) {
      return ofClass(statistics, 0);
    }
    return terms().joint() ? joint(statistics, policy) : mean(statistics, policy).value();
  }

  private double joint(ScoreStatistics statistics, Policy policy) {
    double intersection = 0;
    double prediction = 0;
    double truth = 0;
    long pixels = 0;
    for (int c = 0; c < statistics.classes(); c++) {
      if (policy.averages(c)) {
        SoftOverlap overlap = statistics.overlap(c);
        intersection += overlap.intersection();
        prediction += terms().prediction(overlap);
        truth += overlap.truthCardinality();
        pixels = overlap.pixels();
      }
    }
    return pixels == 0 ? Double.NaN : loss(intersection, prediction, truth);
  }
}
