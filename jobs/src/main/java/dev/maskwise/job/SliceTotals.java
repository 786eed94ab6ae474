package dev.maskwise.job;

import dev.maskwise.metric.Evaluation;
import dev.maskwise.metric.ScoreEvaluation;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The evaluation of a model on the images of a slice: of its labels, and of its scores if any. */
final class SliceTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private final Evaluation labels;
  private final @Nullable ScoreEvaluation scores;

  /** Of no images. */
  SliceTotals(Evaluation labels, @Nullable ScoreEvaluation scores) {
    this.labels = labels;
    this.scores = scores;
  }

  /** Adds an image. */
  void add(ModelOutcome image) {
    labels.add(image.confusion());
    if (scores != null && image.scores() != null) {
      scores.add(image.scores());
    }
  }

  /** Adds other images. */
  void add(SliceTotals other) {
    labels.add(other.labels);
    if (scores != null && other.scores != null) {
      scores.add(other.scores);
    }
  }

  Evaluation labels() {
    return labels;
  }

  @Nullable ScoreEvaluation scores() {
    return scores;
  }
}
