package dev.maskwise.report;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.count.OverlapMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The classes that a table for people has rows of: all, or of very many those of the lowest value
 * under the first model.
 *
 * @param ids ascending
 * @param note says that there are more; empty where there are not
 */
record ListedClasses(List<Integer> ids, String note) {
  private static final int ALL_OF = 200;
  private static final int MOST = 100;

  /**
   * The classes of a summary.
   *
   * @param metric the name of the number that decides
   */
  static ListedClasses of(Summary summary, ReportValues values, String metric) {
    int classes = summary.classes().size();
    List<Integer> ids = IntStream.range(0, classes).boxed().toList();
    if (classes <= ALL_OF) {
      return new ListedClasses(ids, "");
    }
    String model = summary.models().get(0);
    Comparator<Integer> order =
        Comparator.comparingDouble(c -> value(values, model, metric, c)); // NaN comes last
    return new ListedClasses(
        ids.stream().sorted(order).limit(MOST).sorted().toList(),
        " The %s of %s classes that have the lowest %s under %s; all are in summary.json."
            .formatted(
                Numbers.count(MOST),
                Numbers.count(classes),
                metric.equals(OverlapMetrics.IOU.name()) ? "IoU" : metric,
                model));
  }

  private static double value(ReportValues values, String model, String metric, int classId) {
    MetricValue value = values.find(model, null, metric, Averaging.DATASET, classId);
    return value == null ? Double.NaN : value.value();
  }
}
