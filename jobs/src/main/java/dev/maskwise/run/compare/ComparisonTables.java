package dev.maskwise.run.compare;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.Interval;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.report.Numbers;
import dev.maskwise.report.ReportTable;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a comparison that a person reads. */
public final class ComparisonTables {
  private static final int CHANGES_SHOWN = 20;

  /** What rises and falls with the IoU, and would stand there again for each class. */
  private static final Set<String> SAID_BY_IOU =
      Stream.concat(
              OverlapMetrics.ALL.stream().map(Metric::name),
              ConfusionMetrics.ALL.stream().map(Metric::name))
          .filter(name -> !name.equals(OverlapMetrics.IOU.name()))
          .filter(name -> !name.equals(ConfusionMetrics.MEAN_IOU.name()))
          .collect(Collectors.toSet());

  private final Comparison comparison;
  private final double confidence;

  /**
   * @param confidence of the intervals; one less it is the p below which a change is proven
   */
  public ComparisonTables(Comparison comparison, double confidence) {
    this.comparison = comparison;
    this.confidence = confidence;
  }

  /** What is compared with what, on which images, in two sentences. */
  public String heading() {
    Comparison.Side before = comparison.before();
    Comparison.Side after = comparison.after();
    boolean oneRun = before.run().equals(after.run());
    String names =
        oneRun
            ? "%s → %s in the run %s".formatted(before.model(), after.model(), after.run())
            : "%s of %s → %s of %s"
                .formatted(before.model(), before.run(), after.model(), after.run());
    if (!comparison.differences().isEmpty()) {
      return names + ". They are defined differently, so that nothing is compared.";
    }
    Pairing images = comparison.images();
    return "%s. %s images are in both with the same truth (%s independent), %s have another truth, %s are new, %s are gone; %s of the paired have another prediction."
        .formatted(
            names,
            Numbers.count(images.paired()),
            Numbers.count(images.groups()),
            Numbers.count(images.changedTruth()),
            Numbers.count(images.added()),
            Numbers.count(images.vanished()),
            Numbers.count(images.changedPrediction()));
  }

  /**
   * The tables; one of the differing choices alone where the definitions differ, and none where no
   * image is in both.
   */
  public List<ReportTable> all() {
    if (!comparison.differences().isEmpty()) {
      return List.of(differences());
    }
    return comparison.images().paired() == 0 ? List.of() : List.of(overClasses(), proven());
  }

  private ReportTable differences() {
    List<List<String>> rows = new ArrayList<>();
    for (Terms.Difference difference : comparison.differences()) {
      rows.add(List.of(difference.name(), difference.before(), difference.after()));
    }
    return new ReportTable(
        "Different definitions",
        "Numbers that mean different things are not subtracted: evaluate both in the same way.",
        List.of("choice", "before", "after"),
        rows);
  }

  private ReportTable overClasses() {
    List<List<String>> rows = new ArrayList<>();
    comparison
        .changes()
        .forEach(
            (key, change) -> {
              if (key.className() == null && key.slice() == null) {
                rows.add(
                    row(List.of(key.metric(), key.averaging().label()), change, change.pValue()));
              }
            });
    return new ReportTable(
        "Over all classes",
        "The change on the paired images with its interval; images won, tied and lost by the second.",
        List.of("metric", "averaging", "before", "after", "change", "p", "won/tied/lost"),
        rows);
  }

  /** Of classes and slices what is proven, the largest step back first. */
  private ReportTable proven() {
    ToDoubleFunction<NumberKey> adjusted = comparison.adjusted();
    List<Map.Entry<NumberKey, Change>> found = new ArrayList<>();
    for (Map.Entry<NumberKey, Change> entry : comparison.changes().entrySet()) {
      NumberKey key = entry.getKey();
      boolean part = key.className() != null || key.slice() != null;
      boolean headline =
          key.averaging() == Averaging.DATASET && !SAID_BY_IOU.contains(key.metric());
      double p = adjusted.applyAsDouble(key);
      if (part && headline && p < 1 - confidence && entry.getValue().better() != Better.NEITHER) {
        found.add(entry);
      }
    }
    found.sort(Comparator.comparingDouble(entry -> improvement(entry.getValue())));
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<NumberKey, Change> entry :
        found.subList(0, Math.min(CHANGES_SHOWN, found.size()))) {
      NumberKey key = entry.getKey();
      rows.add(
          row(
              List.of(
                  key.metric(),
                  key.className() == null ? "all" : key.className(),
                  key.slice() == null ? "all" : key.slice()),
              entry.getValue(),
              adjusted.applyAsDouble(key)));
    }
    String more =
        found.size() > rows.size()
            ? "; %s of %s are shown"
                .formatted(Numbers.count(rows.size()), Numbers.count(found.size()))
            : "";
    return new ReportTable(
        "Proven changes of classes and slices",
        "IoU and losses of the data set, with p adjusted for the number of comparisons, the worst first%s.%s"
            .formatted(more, comparison.ofAllSlices()),
        List.of("metric", "class", "slice", "before", "after", "change", "p", "won/tied/lost"),
        rows);
  }

  private static double improvement(Change change) {
    Estimate improvement = change.improvement();
    return improvement == null ? 0 : improvement.value();
  }

  private List<String> row(List<String> names, Change change, double p) {
    List<String> cells = new ArrayList<>(names);
    cells.add(Numbers.value(change.before()));
    cells.add(Numbers.value(change.after()));
    Estimate delta = change.delta();
    if (delta == null) {
      cells.add(Numbers.change(change.after() - change.before()));
      cells.add(Numbers.UNDEFINED);
    } else {
      Interval interval = delta.interval(confidence);
      cells.add(Numbers.change(delta.value(), interval.low(), interval.high()));
      cells.add(Numbers.probability(p));
    }
    cells.add("%d/%d/%d".formatted(change.wins(), change.ties(), change.losses()));
    return cells;
  }
}
