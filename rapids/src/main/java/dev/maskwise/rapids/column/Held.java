package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import org.jspecify.annotations.Nullable;

/** A column that is replaced step by step, such as a sum over classes; closing closes the last. */
public final class Held implements AutoCloseable {
  private @Nullable ColumnVector column;

  /** Holds nothing yet. */
  public Held() {}

  /** Takes over a new column and closes the one before. */
  public void become(ColumnVector next) {
    close();
    column = next;
  }

  /** The column; not the caller's to close. */
  public ColumnVector get() {
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
