package dev.maskwise.metric.curve;

import dev.maskwise.metric.curve.Calibration.Gaps;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a whole set of images: what the metrics of curves and calibration are functions of.
 *
 * @param statistics the summed statistics, of as many classes as the distribution has
 * @param distribution where the scores lie
 * @param norm how the gaps of calibration become one number
 */
public record DatasetScores(
    ScoreStatistics statistics, ScoreDistribution distribution, Calibration.Norm norm) {

  /** Where the scores of a class lie. */
  ScoreHistogram histogram(int classId) {
    return distribution.histogram(classId);
  }

  /** How far the probabilities of a class are from its frequencies. */
  Gaps gaps(int classId) {
    return new Gaps(distribution.calibration(classId), norm);
  }

  /** The same of the predicted class; null in the binary task. */
  @Nullable Gaps gapsOfTopLabel() {
    CalibrationBins topLabel = distribution.topLabel();
    return topLabel == null ? null : new Gaps(topLabel, norm);
  }
}
