package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import com.nvidia.spark.RapidsUDF;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Function2;

/**
 * A GPU version that gives null for the images that the SQL function refuses. On columns it
 * computes the batch without the images that are found to be refused until none is: as many rounds
 * as there are kinds of faults in the batch, and one. It is called with as many arguments as its
 * function has.
 */
public final class Trying
    implements RapidsUDF,
        Function1<Object, Object>,
        Function2<Object, Object, Object>,
        Serializable {
  private static final long serialVersionUID = 1;

  private final ColumnFunction function;

  public Trying(ColumnFunction function) {
    this.function = function;
  }

  @Override
  public @Nullable Object apply(@Nullable Object value) {
    return ofValues(value);
  }

  @Override
  public @Nullable Object apply(@Nullable Object first, @Nullable Object second) {
    return ofValues(first, second);
  }

  private @Nullable Object ofValues(@Nullable Object... values) {
    try {
      return function.ofValues(values);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public ColumnVector evaluateColumnar(int rows, ColumnVector... arguments) {
    try (Held present = new Held()) {
      present.become(ImageRows.present(arguments));
      ColumnVector values = null;
      while (values == null) {
        values = round(present, rows, arguments);
      }
      return values;
    }
  }

  /** The values of the images that are present; null if some are refused, and no longer present. */
  private @Nullable ColumnVector round(Held present, int rows, ColumnVector... arguments) {
    try (ImageRows images = new ImageRows(function, present.get(), /* trying= */ true, arguments)) {
      try {
        return function.ofRows(images, rows);
      } catch (Faults faults) {
        try (faults) {
          present.become(images.without(faults.images()));
        }
        return null;
      }
    }
  }
}
