package dev.maskwise.report;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a summary, the same in every report. */
final class ReportTables {
  private final Summary summary;
  private final ReportValues values;

  ReportTables(Summary summary) {
    this.summary = summary;
    this.values = new ReportValues(summary);
  }

  List<ReportTable> all() {
    List<ReportTable> tables = new ArrayList<>();
    if (summary.isOfObjects()) {
      tables.addAll(new ObjectTables(summary, values).all());
    } else {
      tables.add(overClasses());
      tables.add(byClass());
      tables.addAll(new ScoreTables(summary, values).all());
    }
    slices().ifPresent(tables::add);
    return tables;
  }

  private ReportTable overClasses() {
    Map<String, String> titles = new LinkedHashMap<>();
    ConfusionMetrics.ALL.forEach(metric -> titles.put(metric.name(), metric.title()));
    return values.overClasses(
        "Over all classes",
        "The same name under another averaging is another number; undefined values enter no mean.",
        titles);
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
    ListedClasses listed = ListedClasses.of(summary, values, OverlapMetrics.IOU.name());
    for (int c : listed.ids()) {
      List<String> row = new ArrayList<>(List.of(summary.classes().get(c)));
      for (String model : summary.models()) {
        for (Metric<?> metric : metrics) {
          row.add(Numbers.value(values.find(model, null, metric.name(), Averaging.DATASET, c)));
        }
      }
      rows.add(row);
    }
    return new ReportTable(
        "Class by class",
        "Averaging: dataset. A dash is undefined: the class never occurs where it would have to."
            + listed.note(),
        header,
        rows);
  }

  private Optional<ReportTable> slices() {
    // With scores of one class it is that class that is judged.
    List<Integer> scored = summary.scoredClasses();
    Integer classId = scored.size() == 1 ? scored.get(0) : null;
    String metric =
        summary.isOfObjects()
            ? ObjectTables.HEADLINE
            : classId == null ? ConfusionMetrics.MEAN_IOU.name() : OverlapMetrics.IOU.name();
    String of = classId == null ? "" : " of " + summary.classes().get(classId);
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      String slice = evaluation.slice();
      if (slice != null) {
        rows.computeIfAbsent(
                slice, s -> new ArrayList<>(List.of(s, Numbers.count(evaluation.images()))))
            .add(
                Numbers.withInterval(
                    values.find(evaluation.model(), slice, metric, Averaging.DATASET, classId)));
      }
    }
    List<String> header = new ArrayList<>(List.of("slice", "images"));
    summary.models().forEach(model -> header.add(model + " " + metric + of));
    String listed =
        rows.size() == summary.slices().count()
            ? ""
            : " The %s of %s slices that deviate most from all images; every slice is in %s."
                .formatted(
                    Numbers.count(rows.size()),
                    Numbers.count(summary.slices().count()),
                    Summary.TABLE_OF_SLICES);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReportTable(
                "Slice by slice",
                "Averaging: dataset, over the images of the slice alone."
                    + listed
                    + values.intervalNote(),
                header,
                List.copyOf(rows.values())));
  }
}
