package dev.maskwise.report;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The numbers of a summary, to be looked up by what they are or side by side for all models. */
final class ReportValues {
  private record Key(
      String model,
      @Nullable String slice,
      String metric,
      Averaging averaging,
      @Nullable Integer classId) {}

  private final Map<Key, MetricValue> values = new HashMap<>();
  private final List<String> models;

  ReportValues(Summary summary) {
    this.models = summary.models();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      for (MetricValue value : evaluation.values()) {
        values.put(
            new Key(
                evaluation.model(),
                evaluation.slice(),
                value.metric(),
                value.averaging(),
                value.classId()),
            value);
      }
    }
  }

  @Nullable MetricValue find(
      String model,
      @Nullable String slice,
      String metric,
      Averaging averaging,
      @Nullable Integer classId) {
    return values.get(new Key(model, slice, metric, averaging, classId));
  }

  /**
   * A row for each metric and averaging, a column for each model.
   *
   * @param titles metric → what the row is called
   */
  ReportTable overClasses(String title, String note, Map<String, String> titles) {
    List<List<String>> rows = new ArrayList<>();
    titles.forEach(
        (metric, name) -> {
          for (Averaging averaging : Averaging.values()) {
            List<MetricValue> found = ofModels(metric, averaging);
            if (!found.isEmpty()) {
              List<String> row = new ArrayList<>(List.of(name, averaging.label()));
              found.forEach(value -> row.add(Numbers.withInterval(value)));
              row.add(n(found));
              rows.add(row);
            }
          }
        });
    List<String> header = new ArrayList<>(List.of("metric", "averaging"));
    header.addAll(models);
    header.add("n");
    return new ReportTable(title, note + intervalNote(), header, rows);
  }

  /** How to read the brackets, if there are any. */
  String intervalNote() {
    return values.values().stream().allMatch(value -> value.interval() == null)
        ? ""
        : " In brackets stands the confidence interval.";
  }

  /** The value over the classes of each model that has one, over all images. */
  private List<MetricValue> ofModels(String metric, Averaging averaging) {
    return models.stream()
        .flatMap(model -> Stream.ofNullable(find(model, null, metric, averaging, null)))
        .toList();
  }

  /** How many values entered and how many were undefined; model by model where they differ. */
  private static String n(List<MetricValue> values) {
    String over = values.get(0).over().name().toLowerCase(Locale.ROOT);
    String n = counts(values, MetricValue::n) + " " + over;
    boolean allDefined = values.stream().allMatch(value -> value.undefined() == 0);
    return allDefined ? n : n + ", " + counts(values, MetricValue::undefined) + " undefined";
  }

  private static String counts(List<MetricValue> values, ToLongFunction<MetricValue> count) {
    List<String> counts =
        values.stream().map(value -> Numbers.count(count.applyAsLong(value))).toList();
    return counts.stream().distinct().count() == 1 ? counts.get(0) : String.join(" / ", counts);
  }
}
