package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import com.nvidia.spark.RapidsUDF;
import dev.maskwise.spark.sql.Refusal;
import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The GPU version of a SQL function: a function of columns, an image a row, with its constants in
 * its fields. In both forms, for rows and for columns, it gives null where an argument is null.
 * Neither form changes the object or its arguments.
 */
public abstract class ColumnFunction implements RapidsUDF, RowFunction, Serializable {
  private static final long serialVersionUID = 1;

  private String sqlName = "";

  /** This version, whose refusals start with the name of its SQL function. */
  public final ColumnFunction named(String name) {
    sqlName = name;
    return this;
  }

  /**
   * What the SQL function gives for one image, as a UDF returns it.
   *
   * @param arguments as the SQL function takes them, none null
   * @throws IllegalArgumentException what is wrong with an image that the SQL function refuses
   */
  abstract @Nullable Object ofArguments(Object... arguments);

  /** The same; what is thrown is what the SQL function says. */
  @Override
  public final @Nullable Object ofRow(Object... arguments) {
    try {
      return ofArguments(arguments);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(sqlName, e);
    }
  }

  /** Arguments of an image without pixels: the SQL function takes them with any valid constants. */
  protected abstract Object[] nothing();

  /** A value for each image; the caller closes the column. */
  public abstract ColumnVector ofImages(ImageRows images);

  /** So many nulls of the type of the result. */
  public abstract ColumnVector nulls(int count);

  /** Whether the SQL function takes the constants. */
  public final boolean takesConstants() {
    try {
      ofRow(nothing());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The form for rows, for stages that the plugin leaves on the CPU. */
  final @Nullable Object ofValues(@Nullable Object... values) {
    Object[] arguments = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        return null;
      }
      arguments[i] = data(value);
    }
    return ofRow(arguments);
  }

  /** Arrays and structs reach a UDF as Scala's and rows, and the SQL functions as Spark's own. */
  private static Object data(Object value) {
    if (value instanceof Row row) {
      @Nullable Object[] fields = new @Nullable Object[row.length()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = row.get(i);
      }
      return new GenericInternalRow(Objects.requireNonNull(fields));
    }
    return value instanceof Seq<?> values ? new GenericArrayData(values) : value;
  }

  /** The form for columns. The plugin closes the arguments and the result. */
  @Override
  public final ColumnVector evaluateColumnar(int rows, ColumnVector... arguments) {
    try (ColumnVector present = ImageRows.present(arguments);
        ImageRows images = new ImageRows(this, present, /* trying= */ false, arguments)) {
      return ofRows(images, rows);
    }
  }

  /** A value for each row, null where there is no image; the caller closes the column. */
  final ColumnVector ofRows(ImageRows images, int rows) {
    if (images.count() == 0) {
      return nulls(rows);
    }
    try (ColumnVector values = ofImages(images)) {
      return images.spread(values);
    }
  }
}
