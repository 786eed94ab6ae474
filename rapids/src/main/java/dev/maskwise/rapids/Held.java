package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import org.jspecify.annotations.Nullable;

/** A column that is replaced step by step, such as a sum over classes; closing closes the last. */
final class Held implements AutoCloseable {
  private @Nullable ColumnVector column;

  /** Holds nothing yet. */
  Held() {}

  /** Takes over a new column and closes the one before. */
  void become(ColumnVector next) {
    close();
    column = next;
  }

  /** The column; not the caller's to close. */
  ColumnVector get() {
    if (column == null) {
      throw new IllegalStateException("No column is held yet.");
    }
    return column;
  }

  @Override
  public void close() {
    ColumnVector old = column;
    column = null;
    if (old != null) {
      old.close();
    }
  }
}
