package dev.maskwise.rapids.column;

import dev.maskwise.metric.ScoreKind;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Function2;

/** A function of two columns: truth and prediction, or scores and truth. */
public abstract class ImageFunction extends ColumnFunction
    implements Function2<Object, Object, Object> {
  private static final long serialVersionUID = 1;

  /** What the SQL functions call scores that are logits. */
  public static final UTF8String LOGIT = UTF8String.fromString(ScoreKind.LOGIT.label());

  /** What the SQL function gives for one image, as a UDF returns it. */
  public abstract @Nullable Object ofImage(Object first, byte[] second);

  @Override
  final @Nullable Object ofArguments(Object... arguments) {
    return ofImage(arguments[0], (byte[]) arguments[1]);
  }

  @Override
  protected final Object[] nothing() {
    return new Object[] {new byte[0], new byte[0]};
  }

  @Override
  public final @Nullable Object apply(@Nullable Object first, @Nullable Object second) {
    return ofValues(first, second);
  }
}
