package dev.maskwise.image;

import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;

/**
 * What one model's scores of an image come to: its statistics, and the scores themselves as long as
 * they lie in the judge's buffers, that is until the next image.
 */
public interface ScoredImage {

  /**
   * The counts of the predicted classes: of the background and the foreground in the binary task.
   */
  ConfusionMatrix confusion();

  /** What the losses of the image are functions of. */
  ScoreStatistics statistics();

  /** A distribution of no scores, of the shape that {@link #addTo} needs. */
  ScoreDistribution noScores();

  /**
   * Adds the scores to the distribution of a set of images. It is apart from the statistics, since
   * an image counts for all models or for none: first every model's scores are judged.
   */
  void addTo(ScoreDistribution distribution);
}
