package dev.maskwise.run.page.trend;

import dev.maskwise.report.Numbers;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.store.IndexedNumber;
import dev.maskwise.run.store.Trend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trend as a table, for those who read or do not see.
 *
 * @param columns the models
 * @param hasDefinitions whether runs differ in what their numbers mean
 * @param hasTruths whether runs differ in the truth
 */
record TrendTable(
    List<String> columns,
    boolean hasNames,
    boolean hasDefinitions,
    boolean hasTruths,
    List<Row> rows) {

  /** A row of the table. */
  record Row(
      String run,
      String state,
      String names,
      String definition,
      String truth,
      boolean isThis,
      List<String> values) {}

  static TrendTable of(RunHistory history, Trend trend, List<String> models, Manifest run) {
    List<Trend.Row> runs = trend.rows();
    List<String> meanings = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    List<Row> rows =
        runs.stream()
            .map(
                row ->
                    new Row(
                        row.run().run(),
                        row.state().label(),
                        String.join(", ", history.names().getOrDefault(row.run().run(), List.of())),
                        letter(meanings, row.run().meaning()),
                        letter(truths, String.valueOf(row.run().truth())),
                        row.run().run().equals(run.run()),
                        models.stream().map(model -> cell(row.numbers().get(model))).toList()))
            .toList();
    return new TrendTable(
        models, !history.names().isEmpty(), meanings.size() > 1, truths.size() > 1, rows);
  }

  /** Equal texts have equal letters, in the order in which they come. */
  private static String letter(List<String> known, String text) {
    if (!known.contains(text)) {
      known.add(text);
    }
    int index = known.indexOf(text);
    return (char) ('a' + index % 26) + (index < 26 ? "" : String.valueOf(index / 26));
  }

  private static String cell(@Nullable IndexedNumber number) {
    if (number == null) {
      return "";
    }
    return Numbers.value(number.value())
        + (Double.isNaN(number.low())
            ? ""
            : " [%s, %s]".formatted(Numbers.value(number.low()), Numbers.value(number.high())));
  }
}
