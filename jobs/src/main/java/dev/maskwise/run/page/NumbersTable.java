package dev.maskwise.run.page;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Interval;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.compare.Change;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.page.survey.ModelView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All numbers of a run in one table, as many as a page can hold: the most general ones first. */
record NumbersTable(String note, boolean changes, List<Row> rows) {
  /** A number; classes and slices that it is not of are empty. */
  record Row(
      String model,
      String metric,
      String averaging,
      String className,
      String slice,
      String value,
      String interval,
      String n,
      String change) {}

  private record Listed(ModelView view, NumberKey key, StoredNumber number) {
    /** What people look for first has the lowest. */
    int generality() {
      boolean dataset = key.averaging() == Averaging.DATASET;
      return (key.className() == null ? 0 : 2) + (key.slice() == null ? 0 : 4) + (dataset ? 0 : 1);
    }
  }

  /** At most so many numbers. */
  static NumbersTable of(List<ModelView> views, int most) {
    List<Listed> numbers = new ArrayList<>();
    for (ModelView view : views) {
      view.numbers().forEach((key, number) -> numbers.add(new Listed(view, key, number)));
    }
    numbers.sort(Comparator.comparingInt(Listed::generality));
    List<Row> rows = numbers.stream().limit(most).map(NumbersTable::row).toList();
    String note =
        rows.size() == numbers.size()
            ? "All %s numbers; the full precision is in summary.json."
                .formatted(Numbers.count(numbers.size()))
            : "The %s most general of %s numbers; all are in summary.json with full precision."
                .formatted(Numbers.count(rows.size()), Numbers.count(numbers.size()));
    return new NumbersTable(note, views.stream().anyMatch(view -> view.changes() != null), rows);
  }

  /** With one more sentence in its note. */
  NumbersTable and(String sentence) {
    return new NumbersTable(note + sentence, changes, rows);
  }

  private static Row row(Listed of) {
    NumberKey key = of.key();
    StoredNumber number = of.number();
    Interval interval = number.interval();
    Comparison comparison = of.view().changes();
    Change change = comparison == null ? null : comparison.change(key);
    return new Row(
        of.view().model(),
        key.metric(),
        key.averaging().label(),
        key.className() == null ? "" : key.className(),
        key.slice() == null ? "" : key.slice(),
        Numbers.value(number.value()),
        interval == null
            ? ""
            : "%s to %s".formatted(Numbers.value(interval.low()), Numbers.value(interval.high())),
        "%s %s%s"
            .formatted(
                Numbers.count(number.n()),
                number.over(),
                number.undefined() == 0
                    ? ""
                    : ", " + Numbers.count(number.undefined()) + " undefined"),
        change == null ? "" : Numbers.change(change.after() - change.before()));
  }
}
