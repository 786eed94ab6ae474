package dev.maskwise.job.object;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.metric.detection.DetectionMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers an evaluation has, and in which order.
 *
 * @param categories their ids, ascending: a class of the report is a place in this list
 * @param frequencies the categories of each frequency of LVIS; empty elsewhere
 * @param pooled whether all categories are one, so that there are no numbers of each
 */
record ObjectNumbers(
    List<Integer> categories,
    Map<String, Set<Integer>> frequencies,
    List<Integer> maxDetections,
    boolean pooled)
    implements Serializable {

  /** In the order of the metrics that go by them. */
  private static final List<String> FREQUENCIES = List.of("r", "c", "f");

  /** All numbers: first over all classes, then of each. */
  List<MetricValue> of(DetectionEvaluation evaluation) {
    List<DetectionEvaluation> byClass = new ArrayList<>();
    if (pooled) {
      byClass.add(evaluation);
    } else {
      for (int category : categories) {
        byClass.add(evaluation.only(Set.of(category)));
      }
    }
    List<MetricValue> values = new ArrayList<>();
    List<MetricValue> ofClasses = new ArrayList<>();
    List<Metric<DetectionEvaluation>> general = DetectionMetrics.of(evaluation);
    for (Metric<DetectionEvaluation> metric : general) {
      int undefined = 0;
      for (int c = 0; c < byClass.size(); c++) {
        double value = metric.value(byClass.get(c));
        undefined += Double.isNaN(value) ? 1 : 0;
        if (!pooled) {
          ofClasses.add(value(metric, c, value, Double.isNaN(value) ? 0 : 1, 1));
        }
      }
      int classes = byClass.size();
      values.add(value(metric, null, metric.value(evaluation), classes - undefined, classes));
    }
    if (!frequencies.isEmpty() && !pooled) {
      List<Metric<DetectionEvaluation>> byFrequency = DetectionMetrics.byFrequency(frequencies);
      for (int f = 0; f < FREQUENCIES.size(); f++) {
        Metric<DetectionEvaluation> metric = byFrequency.get(f);
        int classes = frequencies.getOrDefault(FREQUENCIES.get(f), Set.of()).size();
        int defined =
            (int) byClass.stream().filter(one -> !Double.isNaN(metric.value(one))).count();
        values.add(value(metric, null, metric.value(evaluation), defined, classes));
      }
    }
    values.addAll(ofClasses);
    return values;
  }

  private static MetricValue value(
      Metric<?> metric, @Nullable Integer classId, double value, int defined, int all) {
    return new MetricValue(
        metric.name(),
        Averaging.DATASET,
        classId,
        value,
        defined,
        all - defined,
        MetricValue.Over.CLASSES);
  }
}
