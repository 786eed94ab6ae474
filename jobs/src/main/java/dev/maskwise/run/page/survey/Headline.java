package dev.maskwise.run.page.survey;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import dev.maskwise.statistic.PixelCounts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The number that stands for a model: mean IoU, or in the binary task the foreground's IoU. */
public record Headline(Terms terms) {
  private static final int FOREGROUND = 1;

  private boolean isBinary() {
    return terms.task() == Task.BINARY;
  }

  /** Its name. */
  public String title() {
    return isBinary() ? "IoU of " + terms.classes().get(FOREGROUND) : "mean IoU";
  }

  /**
   * The number of the data set.
   *
   * @param slice null for all images
   */
  public NumberKey key(@Nullable String slice) {
    return isBinary()
        ? ofClass(FOREGROUND, slice)
        : new NumberKey(ConfusionMetrics.MEAN_IOU.name(), Averaging.DATASET, null, slice);
  }

  /** The IoU of a class. */
  public NumberKey ofClass(int classId, @Nullable String slice) {
    return ofClass(OverlapMetrics.IOU, classId, slice);
  }

  private NumberKey ofClass(Metric<?> metric, int classId, @Nullable String slice) {
    return new NumberKey(metric.name(), Averaging.DATASET, terms.classes().get(classId), slice);
  }

  /** The numbers that are followed from run to run, this one first. */
  public List<NumberKey> followed() {
    return isBinary()
        ? Stream.of(
                OverlapMetrics.IOU,
                OverlapMetrics.DICE,
                OverlapMetrics.PRECISION,
                OverlapMetrics.RECALL)
            .map(metric -> ofClass(metric, FOREGROUND, null))
            .toList()
        : Stream.of(
                ConfusionMetrics.MEAN_IOU,
                ConfusionMetrics.MEAN_DICE,
                ConfusionMetrics.PIXEL_ACCURACY,
                ConfusionMetrics.FREQUENCY_WEIGHTED_IOU)
            .filter(ConfusionMetrics.of(terms.task().overlaps())::contains)
            .map(metric -> new NumberKey(metric.name(), Averaging.DATASET, null, null))
            .toList();
  }

  /** An image, class by class. */
  public ClassCounts counts(PixelCounts image) {
    return new ClassCounts(image, terms.policy());
  }

  /** The number of one image. */
  public double of(ClassCounts image) {
    return isBinary()
        ? image.value(OverlapMetrics.IOU, FOREGROUND)
        : image.mean(OverlapMetrics.IOU).value();
  }
}
