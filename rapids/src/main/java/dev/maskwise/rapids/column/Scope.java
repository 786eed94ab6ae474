package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a computation holds on the device until it ends: everything given to {@link #own} is closed
 * with the scope, the last first, whether the computation succeeds or not. An inner scope ends the
 * life of what is only needed for a while.
 */
public final class Scope implements AutoCloseable {
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();

  /** Takes over the closing of a new object. */
  public <T extends AutoCloseable> T own(T made) {
    owned.push(made);
    return made;
  }

  /** A result that outlives the scope: one more reference to a column. */
  public static ColumnVector result(ColumnVector column) {
    return column.incRefCount();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("What the GPU holds could not be freed.", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
