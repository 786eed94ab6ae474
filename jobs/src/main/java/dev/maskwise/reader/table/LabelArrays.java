package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Columns of arrays of numbers as raw label maps: one byte a pixel where every label fits one, else
 * two in little-endian order. Of an array with a number that is no label there is no map, but a
 * clause that says which it is.
 */
public final class LabelArrays {
  private static final int MAX_LABEL = 65_535;
  private static final int MAX_NARROW = 255;

  private LabelArrays() {}

  /** Whether a column is an array of numbers that may be labels. */
  public static boolean accepts(DataType type) {
    return type instanceof ArrayType array
        && (array.elementType().equals(DataTypes.BooleanType)
            || array.elementType().equals(DataTypes.ByteType)
            || array.elementType().equals(DataTypes.ShortType)
            || array.elementType().equals(DataTypes.IntegerType)
            || array.elementType().equals(DataTypes.LongType)
            || array.elementType().equals(DataTypes.FloatType)
            || array.elementType().equals(DataTypes.DoubleType));
  }

  /** The maps; null where the array is null or holds a number that is no label. */
  public static Column maps(Column arrays, DataType type) {
    return ArrayFunction.of(LabelArrays.class, "map", DataTypes.BinaryType, arrays, element(type));
  }

  /** What is wrong with an array of a width and height, a clause; null where nothing is. */
  public static Column faults(Column arrays, DataType type, Column width, Column height) {
    return ArrayFunction.of(
        LabelArrays.class, "fault", DataTypes.StringType, arrays, element(type), width, height);
  }

  private static Column element(DataType type) {
    return lit(((ArrayType) type).elementType().typeName());
  }

  /** The numbers of an array, each exactly, or as a number that is no label either. */
  @FunctionalInterface
  private interface Numbers {
    double at(int place);
  }

  private static Numbers numbers(ArrayData array, UTF8String element) {
    switch (element.toString()) {
      case "boolean" -> {
        boolean[] booleans = array.toBooleanArray();
        return place -> booleans[place] ? 1 : 0;
      }
      case "byte" -> {
        byte[] bytes = array.toByteArray();
        return place -> bytes[place];
      }
      case "short" -> {
        short[] shorts = array.toShortArray();
        return place -> shorts[place];
      }
      case "integer" -> {
        int[] integers = array.toIntArray();
        return place -> integers[place];
      }
      case "long" -> {
        long[] longs = array.toLongArray();
        return place -> longs[place];
      }
      case "float" -> {
        float[] floats = array.toFloatArray();
        return place -> floats[place];
      }
      default -> {
        double[] doubles = array.toDoubleArray();
        return place -> doubles[place];
      }
    }
  }

  private static boolean isLabel(double number) {
    return number >= 0 && number <= MAX_LABEL && number == Math.rint(number);
  }

  /** The place of the first number that is no label; its length where all are. */
  private static int firstFault(ArrayData array, Numbers numbers) {
    int length = array.numElements();
    int place = 0;
    while (place < length && !array.isNullAt(place) && isLabel(numbers.at(place))) {
      place++;
    }
    return place;
  }

  /** The map of an array; called by Spark. */
  public static byte @Nullable [] map(ArrayData array, UTF8String element) {
    Numbers numbers = numbers(array, element);
    int length = array.numElements();
    if (firstFault(array, numbers) < length) {
      return null;
    }
    boolean narrow = true;
    for (int place = 0; place < length && narrow; place++) {
      narrow = numbers.at(place) <= MAX_NARROW;
    }
    byte[] map = new byte[narrow ? length : Math.multiplyExact(length, Short.BYTES)];
    for (int place = 0; place < length; place++) {
      int label = (int) numbers.at(place);
      if (narrow) {
        map[place] = (byte) label;
      } else {
        map[2 * place] = (byte) label;
        map[2 * place + 1] = (byte) (label >> Byte.SIZE);
      }
    }
    return map;
  }

  /** What is wrong with an array; called by Spark. */
  public static @Nullable UTF8String fault(
      ArrayData array, UTF8String element, long width, long height) {
    Numbers numbers = numbers(array, element);
    int place = firstFault(array, numbers);
    if (place == array.numElements()) {
      return null;
    }
    double number = numbers.at(place);
    String value =
        array.isNullAt(place)
            ? "null"
            : number == Math.rint(number) && !Double.isInfinite(number)
                ? new BigDecimal(number).toPlainString()
                : String.valueOf(number);
    long columns = Math.max(1, width);
    long rows = Math.max(1, height);
    long plane = place / columns / rows;
    return UTF8String.fromString(
        "has the value %s at pixel (%d, %d)%s, which is no label: labels are whole numbers from 0 to %d"
            .formatted(
                value,
                place % columns,
                place / columns % rows,
                plane == 0 ? "" : " of channel " + plane,
                MAX_LABEL));
  }
}
