package dev.maskwise.report;

import java.util.List;

/**
 * A table of a report, ready to be shown.
 *
 * @param title what it shows
 * @param note how to read it, in one or two sentences
 * @param header the column titles; the first column names the row
 * @param rows the cells, as many to a row as the header has
 */
public record ReportTable(String title, String note, List<String> header, List<List<String>> rows) {

  /** Whether a column holds words, which are read from the left, and not numbers. */
  boolean isText(int column) {
    return rows.stream()
        .noneMatch(row -> row.get(column).matches("[-+−]?[0-9][0-9.,]*( ± .*| \\[.*)?|–"));
  }
}
