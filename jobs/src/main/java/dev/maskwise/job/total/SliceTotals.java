package dev.maskwise.job.total;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.metric.curve.ScoreEvaluation;
import java.io.Serializable;
import java.util.stream.Stream;
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

  /** Takes away an image that was added. */
  void remove(ImageResult image, int model) {
    labels.remove(image.confusions().get(model));
    if (scores != null) {
      scores.remove(image.scores().get(model));
    }
  }

  /**
   * The numbers that can have intervals, in the order of reports: of the labels, then the losses.
   * The Lovász losses of the data set are no sums, and undefined here.
   */
  double[] numbers() {
    Stream<MetricValue> losses =
        scores == null ? Stream.of() : scores.values(DatasetLovasz.UNKNOWN).stream();
    return Stream.concat(labels.values().stream(), losses)
        .mapToDouble(MetricValue::value)
        .toArray();
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
