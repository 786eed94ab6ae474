package dev.maskwise.run;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Interval;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.table.ColumnCursor;
import dev.maskwise.run.table.ParquetTable;
import dev.maskwise.run.table.PartRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.apache.hadoop.fs.Path;

/** The numbers of the slices of a run, read from {@code slices.parquet}: some 0.5 µs a number. */
public final class StoredSlices {
  private static final List<String> COLUMNS =
      List.of(
          "slice",
          "model",
          "images",
          "pixels",
          "name",
          "averaging",
          "class",
          "value",
          "n",
          "undefined",
          "over",
          "bound",
          "standard_error",
          "low",
          "high",
          "groups");

  private final Path table;
  private final ParquetTable parts;

  /**
   * A number of a slice under a model.
   *
   * @param images how many images the slice has
   * @param pixels how many valid pixels they have
   * @param bound as that of {@link dev.maskwise.metric.MetricValue}
   */
  public record Row(
      String model, NumberKey key, StoredNumber number, long images, long pixels, double bound) {
    String slice() {
      return Objects.requireNonNull(key.slice());
    }
  }

  /**
   * @param table the directory of its parts
   */
  public StoredSlices(Storage storage, Path table) {
    this.table = table;
    this.parts = new ParquetTable(storage, table, COLUMNS);
  }

  /**
   * The numbers that are wanted, slice by slice in the order of the labels, those of a slice and
   * model as in a summary.
   *
   * @param wanted says it of a model and a number
   * @throws InputRefusedException when the table cannot be read
   */
  public List<Row> read(BiPredicate<String, NumberKey> wanted) {
    return sorted(parts.parts(() -> new Rows(table, wanted)));
  }

  /**
   * The numbers of one slice that are wanted; little else is read.
   *
   * @param wanted as in the other method
   */
  public List<Row> read(String slice, BiPredicate<String, NumberKey> wanted) {
    return sorted(
        parts.parts(
            "slice",
            slice,
            () ->
                new Rows(
                    table, (model, key) -> slice.equals(key.slice()) && wanted.test(model, key))));
  }

  private static List<Row> sorted(List<List<Row>> parts) {
    List<Row> rows = new ArrayList<>();
    parts.forEach(rows::addAll);
    rows.sort(Comparator.comparing(Row::slice));
    return rows;
  }

  /**
   * An averaging by its label.
   *
   * @param place where the label stands
   */
  static Averaging averaging(String place, String label) {
    for (Averaging averaging : Averaging.values()) {
      if (averaging.label().equals(label)) {
        return averaging;
      }
    }
    throw new InputRefusedException(
        "%s has a number under the averaging '%s', which this version does not know: read it with"
                .formatted(place, label)
            + " the version that wrote it.");
  }

  /** Takes the rows of a part. */
  private static final class Rows implements PartRows<List<Row>> {
    private final Path table;
    private final BiPredicate<String, NumberKey> wanted;
    private final List<Row> rows = new ArrayList<>();

    Rows(Path table, BiPredicate<String, NumberKey> wanted) {
      this.table = table;
      this.wanted = wanted;
    }

    @Override
    public void read(Map<String, ColumnCursor> columns, long count) {
      for (long row = 0; row < count; row++) {
        String model = word(columns, "model");
        NumberKey key =
            new NumberKey(
                word(columns, "name"),
                averaging(table.toString(), word(columns, "averaging")),
                column(columns, "class").word(),
                word(columns, "slice"));
        if (wanted.test(model, key)) {
          rows.add(
              new Row(
                  model,
                  key,
                  number(columns),
                  column(columns, "images").count(0),
                  column(columns, "pixels").count(0),
                  column(columns, "bound").real()));
        }
        columns.values().forEach(ColumnCursor::nextRow);
      }
    }

    private static StoredNumber number(Map<String, ColumnCursor> columns) {
      double standardError = column(columns, "standard_error").real();
      Interval interval =
          Double.isNaN(standardError)
              ? null
              : new Interval(
                  standardError,
                  column(columns, "low").real(),
                  column(columns, "high").real(),
                  column(columns, "groups").count(0));
      return new StoredNumber(
          column(columns, "value").real(),
          column(columns, "n").count(0),
          column(columns, "undefined").count(0),
          word(columns, "over"),
          interval);
    }

    private static String word(Map<String, ColumnCursor> columns, String name) {
      return Objects.requireNonNull(column(columns, name).word());
    }

    private static ColumnCursor column(Map<String, ColumnCursor> columns, String name) {
      return Objects.requireNonNull(columns.get(name));
    }

    @Override
    public List<Row> result() {
      return rows;
    }
  }
}
