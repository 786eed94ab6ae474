package dev.maskwise.job.total;

import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.curve.ScoreEvaluation;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The evaluation of a model on the images of a slice: of its labels, and of its scores if any. */
final class SliceTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private final CountEvaluation labels;
  private final @Nullable ScoreEvaluation scores;

  /** Of no images. */
  SliceTotals(CountEvaluation labels, @Nullable ScoreEvaluation scores) {
    this.labels = labels;
    this.scores = scores;
  }

  /** Adds an image. */
  void add(ConfusionMatrix confusion, @Nullable ScoreStatistics statistics) {
    labels.add(confusion);
    if (scores != null && statistics != null) {
      scores.add(statistics);
    }
  }

  /** Adds other images. */
  void add(SliceTotals other) {
    labels.add(other.labels);
    if (scores != null && other.scores != null) {
      scores.add(other.scores);
    }
  }

  CountEvaluation labels() {
    return labels;
  }

  @Nullable ScoreEvaluation scores() {
    return scores;
  }
}
