package dev.maskwise.run.table;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Goes through a column of a Parquet file, row by row. */
public final class ColumnCursor {
  private final ColumnReader reader;
  private final int defined;
  private final Map<Binary, String> words = new HashMap<>();

  /** Whether the last element of the row was passed, so that the next row is there already. */
  private boolean passed;

  /** At the first row of a group of rows. */
  ColumnCursor(ColumnReader reader) {
    this.reader = reader;
    this.defined = reader.getDescriptor().getMaxDefinitionLevel();
  }

  private boolean isNull() {
    return reader.getCurrentDefinitionLevel() < defined;
  }

  /** The text of the row or element; null for null. */
  public @Nullable String text() {
    return isNull() ? null : reader.getBinary().toStringUsingUTF8();
  }

  /** The text of the row, one of a few; null for null. */
  public @Nullable String word() {
    if (isNull()) {
      return null;
    }
    Binary bytes = reader.getBinary();
    String word = words.get(bytes);
    if (word == null) {
      word = bytes.toStringUsingUTF8();
      words.put(bytes.copy(), word);
    }
    return word;
  }

  /** The bytes of the row; null for null. */
  public byte @Nullable [] bytes() {
    return isNull() ? null : reader.getBinary().getBytes();
  }

  /** The int32 of the row, or another number for null. */
  public int number(int ifNull) {
    return isNull() ? ifNull : reader.getInteger();
  }

  /** The double of the row or element; {@code NaN} for null. */
  public double real() {
    return isNull() ? Double.NaN : reader.getDouble();
  }

  /** The int64 of the row or element, or another number for null. */
  public long count(long ifNull) {
    return isNull() ? ifNull : reader.getLong();
  }

  /** Goes to the next element of a list or map of the row; false when there are no more. */
  public boolean nextElement() {
    consume();
    passed = reader.getCurrentRepetitionLevel() == 0;
    return !passed;
  }

  /** Goes to the next row. */
  public void nextRow() {
    while (!passed) {
      consume();
      passed = reader.getCurrentRepetitionLevel() == 0;
    }
    passed = false;
  }

  private void consume() {
    if (!isNull()) {
      reader.skip(); // A value that nobody took still stands in the page.
    }
    reader.consume();
  }
}
