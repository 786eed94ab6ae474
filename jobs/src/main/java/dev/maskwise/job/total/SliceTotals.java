package dev.maskwise.job.total;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.curve.ScoreEvaluation;
import java.io.Serializable;
import java.util.Arrays;
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

  /** Adds what a model is for an image. */
  void add(ImageResult image, int model) {
    labels.add(image.confusions().get(model));
    if (scores != null) {
      scores.add(image.scores().get(model));
    }
  }

  /** Of no images, of the same shape. */
  SliceTotals blank() {
    return new SliceTotals(labels.blank(), scores == null ? null : scores.blank());
  }

  /** Forgets all images. */
  void clear() {
    labels.clear();
    if (scores != null) {
      scores.clear();
    }
  }

  /**
   * The numbers that can have intervals, in the order of reports: of the labels, then the losses.
   * The Lovász losses of the data set are no sums, and undefined here.
   */
  double[] numbers() {
    return numbersWithout(blank());
  }

  /** What the numbers would be without some of the images; nothing changes. */
  double[] numbersWithout(SliceTotals some) {
    double[] ofLabels = labels.numbersWithout(some.labels);
    if (scores == null || some.scores == null) {
      return ofLabels;
    }
    double[] ofScores = scores.numbersWithout(some.scores);
    double[] numbers = Arrays.copyOf(ofLabels, ofLabels.length + ofScores.length);
    System.arraycopy(ofScores, 0, numbers, ofLabels.length, ofScores.length);
    return numbers;
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
