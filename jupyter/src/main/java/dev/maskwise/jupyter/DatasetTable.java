package dev.maskwise.jupyter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.rapaio.jupyter.kernel.display.DisplayData;

/**
 * The first rows of a Spark table as an HTML table: numbers to the right, null as a dash. Showing
 * it runs the query for these rows, and for one more to know whether there are more.
 */
final class DatasetTable {
  /** How many rows are shown at most. */
  static final int ROWS = 30;

  private static final String HEAD = "<table class=\"dataframe\"><thead><tr>";
  private static final String RIGHT =
      " style=\"text-align: right; font-variant-numeric: tabular-nums\"";
  private static final String LEFT = " style=\"text-align: left\"";

  private DatasetTable() {}

  static DisplayData display(Dataset<?> dataset) {
    Dataset<Row> table = dataset.toDF();
    List<Row> rows = table.takeAsList(ROWS + 1);
    DisplayData display =
        DisplayData.fromHtml(
            html(table.schema().fields(), rows.subList(0, shown(rows))) + note(rows));
    display.putText(text(table.schema().fields(), rows.subList(0, shown(rows))));
    return display;
  }

  private static int shown(List<Row> rows) {
    return Math.min(ROWS, rows.size());
  }

  private static String note(List<Row> rows) {
    if (rows.isEmpty()) {
      return "<p><em>No rows.</em></p>";
    }
    return rows.size() > ROWS
        ? "<p><em>The first %d rows; there are more.</em></p>".formatted(ROWS)
        : "";
  }

  private static String html(StructField[] columns, List<Row> rows) {
    StringBuilder html = new StringBuilder(HEAD);
    for (StructField column : columns) {
      html.append(cell("th", column, column.name()));
    }
    html.append("</tr></thead><tbody>");
    for (Row row : rows) {
      html.append("<tr>");
      for (int i = 0; i < columns.length; i++) {
        html.append(cell("td", columns[i], CellText.of(row.get(i))));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String cell(String tag, StructField column, String text) {
    String style = column.dataType() instanceof NumericType ? RIGHT : LEFT;
    return "<" + tag + style + ">" + Html.escape(text) + "</" + tag + ">";
  }

  /** The same for a front end without HTML: columns apart by tabs. */
  private static String text(StructField[] columns, List<Row> rows) {
    String head =
        IntStream.range(0, columns.length)
            .mapToObj(i -> columns[i].name())
            .collect(Collectors.joining("\t"));
    String body =
        rows.stream()
            .map(
                row ->
                    IntStream.range(0, columns.length)
                        .mapToObj(i -> CellText.of(row.get(i)))
                        .collect(Collectors.joining("\t")))
            .collect(Collectors.joining("\n"));
    return head + "\n" + body;
  }
}
