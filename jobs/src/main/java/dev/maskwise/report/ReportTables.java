package dev.maskwise.report;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.ConfusionMetrics;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.OverlapMetrics;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The tables of a summary, the same in every report. */
final class ReportTables {
  private final Summary summary;

  /** Model and slice → the values of the evaluation. */
  private final Map<String, List<MetricValue>> values = new LinkedHashMap<>();

  ReportTables(Summary summary) {
    this.summary = summary;
    for (ModelEvaluation evaluation : summary.evaluations()) {
      values.put(key(evaluation.model(), evaluation.slice()), evaluation.evaluation().values());
    }
  }

  List<ReportTable> all() {
    List<ReportTable> tables = new ArrayList<>();
    tables.add(overClasses());
    tables.add(byClass());
    slices().ifPresent(tables::add);
    return tables;
  }

  private ReportTable overClasses() {
    List<List<String>> rows = new ArrayList<>();
    for (Metric<?> metric : ConfusionMetrics.ALL) {
      for (Averaging averaging : Averaging.values()) {
        List<MetricValue> found = new ArrayList<>();
        for (String model : summary.models()) {
          MetricValue value = find(model, null, metric, averaging, null);
          if (value != null) {
            found.add(value);
          }
        }
        if (!found.isEmpty()) {
          List<String> row = new ArrayList<>(List.of(metric.title(), averaging.label()));
          found.forEach(value -> row.add(Numbers.value(value.value())));
          row.add(n(found));
          rows.add(row);
        }
      }
    }
    List<String> header = new ArrayList<>(List.of("metric", "averaging"));
    header.addAll(summary.models());
    header.add("n");
    return new ReportTable(
        "Over all classes",
        "The same name under another averaging is another number; undefined values enter no mean.",
        header,
        rows);
  }

  private ReportTable byClass() {
    // Several models side by side leave room for two metrics each.
    List<? extends Metric<?>> metrics =
        summary.models().size() == 1
            ? OverlapMetrics.ALL
            : List.of(OverlapMetrics.IOU, OverlapMetrics.DICE);
    List<String> header = new ArrayList<>(List.of("class"));
    for (String model : summary.models()) {
      metrics.forEach(metric -> header.add(model + " " + metric.name()));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < summary.classes().size(); c++) {
      List<String> row = new ArrayList<>(List.of(summary.classes().get(c)));
      for (String model : summary.models()) {
        for (Metric<?> metric : metrics) {
          row.add(Numbers.value(find(model, null, metric, Averaging.DATASET, c)));
        }
      }
      rows.add(row);
    }
    return new ReportTable(
        "Class by class",
        "Averaging: dataset. A dash is undefined: the class never occurs where it would have to.",
        header,
        rows);
  }

  private Optional<ReportTable> slices() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      String slice = evaluation.slice();
      if (slice != null) {
        rows.computeIfAbsent(
                slice,
                s -> new ArrayList<>(List.of(s, Numbers.count(evaluation.evaluation().images()))))
            .add(
                Numbers.value(
                    find(
                        evaluation.model(),
                        slice,
                        ConfusionMetrics.MEAN_IOU,
                        Averaging.DATASET,
                        null)));
      }
    }
    List<String> header = new ArrayList<>(List.of("slice", "images"));
    summary.models().forEach(model -> header.add(model + " mean_iou"));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReportTable(
                "Slice by slice",
                "Averaging: dataset, over the images of the slice alone.",
                header,
                List.copyOf(rows.values())));
  }

  private @Nullable MetricValue find(
      String model,
      @Nullable String slice,
      Metric<?> metric,
      Averaging averaging,
      @Nullable Integer classId) {
    for (MetricValue value : values.getOrDefault(key(model, slice), List.of())) {
      if (value.metric().equals(metric.name())
          && value.averaging() == averaging
          && Objects.equals(value.classId(), classId)) {
        return value;
      }
    }
    return null;
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

  private static String key(String model, @Nullable String slice) {
    return model + "\u0000" + slice;
  }
}
