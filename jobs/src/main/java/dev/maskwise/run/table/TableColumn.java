package dev.maskwise.run.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column of a table that is written, a cell a row. Each cell is of the column's type. */
public final class TableColumn {
  private final ColumnPages pages;

  /** The values of a map, whose keys the other pages are; null for no map. */
  private final @Nullable ColumnPages ofValues;

  /**
   * @param parts one, or of a map the keys and the values
   */
  TableColumn(List<ColumnPages> parts) {
    this.pages = parts.get(0);
    this.ofValues = parts.size() > 1 ? parts.get(1) : null;
  }

  /** An empty cell. */
  public void nothing() {
    level(0);
  }

  private void level(int definition) {
    pages.level(0, definition);
    if (ofValues != null) {
      ofValues.level(0, definition);
    }
  }

  /** A whole number. */
  public void put(long number) {
    pages.level(0, pages.defined());
    pages.add(number);
  }

  /** A number. */
  public void put(double number) {
    put(Double.doubleToRawLongBits(number));
  }

  /** A number, or an empty cell where it is undefined. */
  public void putDefined(double number) {
    if (Double.isNaN(number)) {
      nothing();
    } else {
      put(number);
    }
  }

  /** A text, or an empty cell. */
  public void put(@Nullable String text) {
    if (text == null) {
      nothing();
    } else {
      pages.level(0, pages.defined());
      pages.add(text);
    }
  }

  /** Some bytes, which are not changed afterwards. */
  public void put(byte[] bytes) {
    pages.level(0, pages.defined());
    pages.add(bytes);
  }

  /** A list of whole numbers. */
  public void put(long[] numbers) {
    if (numbers.length == 0) {
      level(1);
    }
    for (int i = 0; i < numbers.length; i++) {
      pages.level(i == 0 ? 0 : 1, pages.defined());
      pages.add(numbers[i]);
    }
  }

  /** A map of texts to texts or numbers, in its order; a value may be null. */
  public void put(Map<String, ? extends @Nullable Object> map) {
    ColumnPages values = ofValues;
    if (values == null) {
      throw new IllegalArgumentException("The column is no map.");
    }
    if (map.isEmpty()) {
      level(1);
    }
    int repetition = 0;
    for (Map.Entry<String, ? extends @Nullable Object> entry : map.entrySet()) {
      pages.level(repetition, pages.defined());
      pages.add(entry.getKey());
      Object value = entry.getValue();
      values.level(repetition, value == null ? values.defined() - 1 : values.defined());
      if (value instanceof Double number) {
        values.add(Double.doubleToRawLongBits(number));
      } else if (value != null) {
        values.add((String) value);
      }
      repetition = 1;
    }
  }
}
