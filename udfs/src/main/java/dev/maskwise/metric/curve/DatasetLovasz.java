package dev.maskwise.metric.curve;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.statistic.ScoreHistogram;

/**
 * The Lovász losses of a whole data set. They are no function of sums over images: the errors of
 * all pixels are ranked together, exactly or in a histogram.
 */
@FunctionalInterface
public interface DatasetLovasz {

  /** Where nobody ranked the errors: every value is undefined. */
  DatasetLovasz UNKNOWN = (errors, classId) -> Bounded.UNDEFINED;

  /**
   * The loss of one class over the pixels of all images.
   *
   * @param errors which errors
   * @param classId the class; 0 in the binary task, where it is the foreground
   */
  Bounded of(LovaszKind errors, int classId);

  /**
   * From histograms of the scores, with the bounds that they prove.
   *
   * @throws IllegalArgumentException from {@link #of(LovaszKind, int)} when hinge errors are asked
   *     of probabilities
   */
  static DatasetLovasz of(ScoreDistribution scores) {
    boolean logits = scores.kind() == ScoreKind.LOGIT;
    return (errors, classId) -> {
      ScoreHistogram histogram = scores.histogram(classId);
      if (errors == LovaszKind.SOFTMAX) {
        return logits
            ? HistogramLovasz.softmaxOfLogits(histogram)
            : HistogramLovasz.softmax(histogram);
      }
      if (!logits) {
        throw new IllegalArgumentException(
            "The Lovász hinge is of logits, but these scores are probabilities.");
      }
      return HistogramLovasz.hinge(histogram);
    };
  }
}
