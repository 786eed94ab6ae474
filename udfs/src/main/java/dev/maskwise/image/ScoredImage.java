package dev.maskwise.image;

import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;

/**
 * What one model's scores of an image come to: its statistics, and the scores themselves as long as
 * they lie in the judge's buffers, that is until the next image.
 *
 * @param confusion the counts of the predicted classes: of the background and the foreground in the
 *     binary task
 * @param statistics what the losses of the image are functions of
 */
public record ScoredImage(
    ConfusionMatrix confusion, ScoreStatistics statistics, Scores scores, ScoreRules rules) {

  /** A distribution of no scores, of the shape that {@link #addTo} needs. */
  public ScoreDistribution noScores() {
    return scores.noScores(rules);
  }

  /**
   * Adds the scores to the distribution of a set of images. It is apart from the statistics, since
   * an image counts for all models or for none: first every model's scores are judged.
   */
  public void addTo(ScoreDistribution distribution) {
    scores.addTo(distribution);
  }

  /** The positive errors of one class, 0 in the binary task; see {@link Scores#errors}. */
  public ErrorKeys errors(int group, LovaszKind errors, int classId) {
    return scores.errors(group, errors, classId);
  }
}
