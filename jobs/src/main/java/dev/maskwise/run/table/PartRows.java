package dev.maskwise.run.table;

import java.util.Map;

/** Takes the rows of a part of a table. */
public interface PartRows<T> {
  /**
   * Adds some rows.
   *
   * @param columns at the first of them; a column of a map has ".key" or ".value" after its name
   */
  void read(Map<String, ColumnCursor> columns, long rows);

  /** What became of all rows of a part. */
  T result();
}
