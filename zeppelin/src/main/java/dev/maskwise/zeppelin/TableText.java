package dev.maskwise.zeppelin;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Zeppelin's {@code %table} takes them: tabs between cells, a line a row, the names of the
 * columns first.
 *
 * <p>Values are text as Spark casts them, null is {@code null}, of binary values the first 16 bytes
 * are shown. Tabs, line breaks and backslashes in values are written as in Java. A space is put
 * before what Zeppelin's page would not take as a value: nothing at all, which as a whole row ends
 * a table, HTML, and its mark of a comment.
 *
 * @param truncated whether there were more rows
 */
record TableText(String text, boolean truncated) {
  private static final int BYTES = 16;

  /** The first rows of a data set; computes one more than are shown. */
  static TableText of(Dataset<Row> rows, int limit) {
    List<Row> first = asText(rows).takeAsList(limit + 1);
    Stream<String> lines =
        Stream.concat(
            Stream.of(line(Arrays.asList(rows.columns()))),
            first.stream().limit(limit).map(TableText::line));
    return new TableText(lines.collect(Collectors.joining()), first.size() > limit);
  }

  /** The same rows, each value as text. Columns get other names, since theirs may be equal. */
  private static Dataset<Row> asText(Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    String[] names =
        IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Column[] cells = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      boolean binary = fields[i].dataType().equals(DataTypes.BinaryType);
      cells[i] = binary ? bytes(col(names[i])) : col(names[i]).cast(DataTypes.StringType);
    }
    return rows.toDF(names).select(cells);
  }

  private static Column bytes(Column value) {
    Column all = concat(lit("X'"), hex(value), lit("'"));
    Column start = concat(lit("X'"), hex(substring(value, 1, BYTES)), lit("…', "));
    return when(length(value).leq(BYTES), all)
        .when(value.isNotNull(), concat(start, length(value), lit(" bytes")));
  }

  private static String line(Row row) {
    List<@Nullable String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.getString(i));
    }
    return line(cells);
  }

  private static String line(List<@Nullable String> cells) {
    return cells.stream().map(TableText::cell).collect(Collectors.joining("\t", "", "\n"));
  }

  private static String cell(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    String escaped =
        value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    boolean special =
        escaped.isEmpty() || escaped.startsWith("%html") || escaped.startsWith("<!--");
    return special ? " " + escaped : escaped;
  }
}
