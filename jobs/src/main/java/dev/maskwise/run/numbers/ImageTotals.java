package dev.maskwise.run.numbers;

import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.metric.curve.ScoreEvaluation;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.run.Terms;
import dev.maskwise.statistic.PixelCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of a model on some images: of its labels, and of its scores if any. Equal for any
 * order and division of the images. A mutable accumulator.
 */
public final class ImageTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private final CountEvaluation labels;
  private final @Nullable ScoreEvaluation scores;

  /** Of no images. */
  public ImageTotals(CountEvaluation labels, @Nullable ScoreEvaluation scores) {
    this.labels = labels;
    this.scores = scores;
  }

  /** Of no images of a run. */
  public static ImageTotals of(Terms terms) {
    return new ImageTotals(
        new CountEvaluation(terms.classes().size(), terms.policy(), terms.task().overlaps()),
        terms.hasScores()
            ? new ScoreEvaluation(
                terms.losses(), terms.channels(), terms.policy(), terms.task().overlaps())
            : null);
  }

  /**
   * Adds what a model is for an image.
   *
   * @param statistics of its scores; null for label maps
   */
  public void add(PixelCounts counts, @Nullable ScoreStatistics statistics) {
    labels.add(counts);
    if (scores != null && statistics != null) {
      scores.add(statistics);
    }
  }

  /** Adds other images. */
  public void add(ImageTotals other) {
    labels.add(other.labels);
    if (scores != null && other.scores != null) {
      scores.add(other.scores);
    }
  }

  /** Of no images, of the same shape. */
  public ImageTotals blank() {
    return new ImageTotals(labels.blank(), scores == null ? null : scores.blank());
  }

  /** Forgets all images. */
  public void clear() {
    labels.clear();
    if (scores != null) {
      scores.clear();
    }
  }

  /**
   * The numbers that follow from the images, in the order of reports: of the labels, then losses.
   */
  public List<MetricValue> values(DatasetLovasz lovasz) {
    List<MetricValue> values = new ArrayList<>(labels.values());
    if (scores != null) {
      values.addAll(scores.values(lovasz));
    }
    return values;
  }

  /**
   * The {@link #values} alone. The Lovász losses of all images together are no sums, and undefined
   * here.
   */
  public double[] numbers() {
    return numbersWithout(blank());
  }

  /** What {@link #numbers} would be without some of the images; nothing changes. */
  public double[] numbersWithout(ImageTotals some) {
    double[] ofLabels = labels.numbersWithout(some.labels);
    if (scores == null || some.scores == null) {
      return ofLabels;
    }
    double[] ofScores = scores.numbersWithout(some.scores);
    double[] numbers = Arrays.copyOf(ofLabels, ofLabels.length + ofScores.length);
    System.arraycopy(ofScores, 0, numbers, ofLabels.length, ofScores.length);
    return numbers;
  }

  /** Of the predicted classes. */
  public CountEvaluation labels() {
    return labels;
  }

  /** Of the scores; null for label maps. */
  public @Nullable ScoreEvaluation scores() {
    return scores;
  }
}
