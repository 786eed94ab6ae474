package dev.maskwise.rapids.column;

import org.jspecify.annotations.Nullable;
import scala.Function1;

/** A function of one column: a label map or counts. */
public abstract class UnaryFunction extends ColumnFunction implements Function1<Object, Object> {
  private static final long serialVersionUID = 1;

  /** What the SQL function gives for one value, as a UDF returns it. */
  protected abstract @Nullable Object ofValue(Object value);

  @Override
  final @Nullable Object ofArguments(Object... arguments) {
    return ofValue(arguments[0]);
  }

  /** No bytes, where the column is not of another type. */
  @Override
  protected Object[] nothing() {
    return new Object[] {new byte[0]};
  }

  @Override
  public final @Nullable Object apply(@Nullable Object value) {
    return ofValues(value);
  }
}
