package dev.maskwise.report;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables of a summary of objects, the same in every report. */
final class ObjectTables {
  /** The number that is shown where there is room for one. */
  static final String HEADLINE = "ap";

  /** So many columns a class are read at a glance. */
  private static final int MOST_COLUMNS = 12;

  private final Summary summary;
  private final ReportValues values;

  ObjectTables(Summary summary, ReportValues values) {
    this.summary = summary;
    this.values = values;
  }

  List<ReportTable> all() {
    return List.of(overClasses(), byClass());
  }

  private List<String> names() {
    return summary.evaluations().stream()
        .filter(evaluation -> evaluation.slice() == null)
        .limit(1)
        .flatMap(evaluation -> evaluation.values().stream())
        .filter(value -> value.classId() == null)
        .map(MetricValue::metric)
        .toList();
  }

  private ReportTable overClasses() {
    Map<String, String> titles = new LinkedHashMap<>();
    names().forEach(name -> titles.put(name, name));
    return values.overClasses(
        "Over all classes",
        "Means over the classes that have an object in the band; the others are undefined and enter"
            + " no mean.",
        titles);
  }

  private ReportTable byClass() {
    int models = summary.models().size();
    List<String> names =
        names().stream()
            .filter(name -> !name.matches("ap_(rare|common|frequent)"))
            .limit(Math.max(1, MOST_COLUMNS / models))
            .toList();
    List<String> header = new ArrayList<>(List.of("class"));
    for (String model : summary.models()) {
      names.forEach(name -> header.add(models == 1 ? name : model + " " + name));
    }
    List<List<String>> rows = new ArrayList<>();
    ListedClasses listed = ListedClasses.of(summary, values, HEADLINE);
    int without = 0;
    for (int c : listed.ids()) {
      List<MetricValue> cells =
          summary.models().stream()
              .flatMap(
                  model ->
                      names.stream()
                          .flatMap(
                              name ->
                                  Stream.ofNullable(
                                      values.find(model, null, name, Averaging.DATASET, c))))
              .toList();
      if (cells.stream().allMatch(cell -> Double.isNaN(cell.value()))) {
        without++;
        continue;
      }
      List<String> row = new ArrayList<>(List.of(summary.classes().get(c)));
      cells.forEach(cell -> row.add(Numbers.value(cell)));
      rows.add(row);
    }
    String left =
        without == 0
            ? ""
            : " %s classes without an object are left out.".formatted(Numbers.count(without));
    return new ReportTable(
        "Class by class",
        "A dash is undefined: the class has no object in the band." + left + listed.note(),
        header,
        rows);
  }
}
