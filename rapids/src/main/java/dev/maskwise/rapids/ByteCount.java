package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import com.nvidia.spark.RapidsUDF;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import scala.runtime.AbstractFunction1;

/**
 * How many bytes a binary value has: what Spark's {@code octet_length} and {@code length} give,
 * which the plugin leaves to the CPU. Reads no byte.
 */
final class ByteCount extends AbstractFunction1<Object, Object> implements RapidsUDF, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable Integer apply(@Nullable Object bytes) {
    return bytes == null ? null : ((byte[]) bytes).length;
  }

  @Override
  public ColumnVector evaluateColumnar(int rows, ColumnVector... arguments) {
    return arguments[0].countElements();
  }
}
