package dev.maskwise.run.compare;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import dev.maskwise.run.numbers.ImageTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number that follows from the images of a slice.
 *
 * @param className the class; null for a value over classes
 * @param better which direction means a better model
 */
record ComparedNumber(
    String metric, Averaging averaging, @Nullable String className, Better better) {

  /** Those of a run, in the order of {@link ImageTotals#numbers}. */
  static List<ComparedNumber> of(Terms terms) {
    Map<String, Better> better = new HashMap<>();
    ConfusionMetrics.ALL.forEach(metric -> better.put(metric.name(), metric.better()));
    OverlapMetrics.ALL.forEach(metric -> better.put(metric.name(), metric.better()));
    terms.losses().forEach(loss -> better.put(loss.name(), loss.better()));
    ImageTotals none = ImageTotals.of(terms);
    int ofLabels = none.labels().values().size();
    List<ComparedNumber> numbers = new ArrayList<>();
    for (MetricValue value : none.values(DatasetLovasz.UNKNOWN)) {
      // The class of a loss is that of a channel of scores: the last in the binary task.
      int shift = numbers.size() < ofLabels ? 0 : terms.classes().size() - terms.channels();
      Integer id = value.classId();
      numbers.add(
          new ComparedNumber(
              value.metric(),
              value.averaging(),
              id == null ? null : terms.classes().get(id + shift),
              better.getOrDefault(value.metric(), Better.NEITHER)));
    }
    return numbers;
  }

  /**
   * The number in a slice.
   *
   * @param slice null for all images
   */
  NumberKey in(@Nullable String slice) {
    return new NumberKey(metric, averaging, className, slice);
  }
}
