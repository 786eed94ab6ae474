package dev.maskwise.zeppelin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A row of a shown table, each value by the name of its column, in the order of the columns. */
record TableRow(Map<String, String> cells) {

  static TableRow of(String[] header, String[] values) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      cells.put(header[i], values[i]);
    }
    return new TableRow(cells);
  }

  List<String> columns() {
    return List.copyOf(cells.keySet());
  }

  String text(String column) {
    return Objects.requireNonNull(cells.get(column), () -> "no " + column + " in " + cells);
  }

  /** A number; null is NaN. */
  double number(String column) {
    String value = text(column);
    return value.equals("null") ? Double.NaN : Double.parseDouble(value);
  }
}
