package dev.maskwise.run.images;

import java.util.Map;

/** Takes the rows of a part of a table. */
interface PartRows<T> {
  /**
   * Adds some rows.
   *
   * @param columns at the first of them; a column of a map has ".key" or ".value" after its name
   */
  void read(Map<String, ColumnCursor> columns, long rows);

  /** What became of all rows of a part. */
  T result();
}
