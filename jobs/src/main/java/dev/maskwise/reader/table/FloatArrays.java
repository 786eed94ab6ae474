package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.col;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Columns of {@code array<float>} and {@code array<double>} as bare little-endian float32.
 *
 * <p>No number becomes an object on the way: Catalyst's own form of the array gives them as one
 * {@code float[]}.
 */
public final class FloatArrays {
  private FloatArrays() {}

  /** Whether a column is an array of numbers that {@link #toBinary} takes. */
  public static boolean accepts(DataType type) {
    return type instanceof ArrayType array
        && (array.elementType().equals(DataTypes.FloatType)
            || array.elementType().equals(DataTypes.DoubleType));
  }

  /**
   * Replaces a column of arrays by their numbers in little-endian float32, four bytes each. A
   * double becomes the nearest float32, which is infinite beyond its range. A null array stays
   * null; a null number becomes NaN, and never 0, so that the scores are rejected where they are
   * used. Other columns are left alone.
   *
   * <p>Cost: one to two nanoseconds a number, a quarter of the Row interface's; twice the bytes of
   * the array for a moment. Spark's row-based Parquet reader boxes numbers before anyone sees them;
   * its vectorised reader does not.
   *
   * @param column the name of a column of the table, taken literally, dots and all
   * @throws IllegalArgumentException when it is no array of float or double
   */
  public static Dataset<Row> toBinary(Dataset<Row> table, String column) {
    DataType type = table.schema().apply(column).dataType();
    if (!(type instanceof ArrayType array) || !accepts(type)) {
      throw new IllegalArgumentException(
          "The column %s is %s, but scores are array<float> or array<double>."
              .formatted(column, type.simpleString()));
    }
    boolean doubles = array.elementType().equals(DataTypes.DoubleType);
    Column numbers = col("`" + column.replace("`", "``") + "`");
    return table.withColumn(
        column,
        ArrayFunction.of(
            FloatArrays.class, doubles ? "ofDoubles" : "ofFloats", DataTypes.BinaryType, numbers));
  }

  /** The bytes of an {@code array<float>}; called by Spark. */
  public static byte[] ofFloats(ArrayData array) {
    return bytes(array, array.toFloatArray());
  }

  /** The bytes of an {@code array<double>}; called by Spark. */
  public static byte[] ofDoubles(ArrayData array) {
    double[] numbers = array.toDoubleArray();
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return bytes(array, floats);
  }

  /** The array's own copy of its numbers holds anything where a number is null. */
  private static byte[] bytes(ArrayData array, float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (array.isNullAt(i)) {
        numbers[i] = Float.NaN;
      }
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }
}
