package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of masks as COCO's run lengths: structs of {@code size}, an array of height and width,
 * and {@code counts}, a text, its bytes, or an array of lengths; or arrays of such structs, one for
 * each class. They become the JSON that COCO writes, which is read as a file of it is.
 */
public final class RunStructs {
  private static final String SIZE = "size";
  private static final String COUNTS = "counts";

  private RunStructs() {}

  /** Whether a column is a mask of runs, or an array of them. */
  public static boolean accepts(DataType type) {
    return type instanceof ArrayType array ? isMask(array.elementType()) : isMask(type);
  }

  private static boolean isMask(DataType type) {
    return type instanceof StructType fields
        && has(fields, SIZE)
        && has(fields, COUNTS)
        && isNumbers(fields.apply(SIZE).dataType())
        && isCounts(fields.apply(COUNTS).dataType());
  }

  private static boolean has(StructType fields, String name) {
    return Arrays.asList(fields.fieldNames()).contains(name);
  }

  private static boolean isNumbers(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof IntegralType;
  }

  private static boolean isCounts(DataType type) {
    return type instanceof StringType || type instanceof BinaryType || isNumbers(type);
  }

  /** The JSON of the masks, as bytes; null where the column is. */
  public static Column json(Column masks, DataType type) {
    Column json =
        type instanceof ArrayType array
            ? transform(masks, mask -> mask(mask, array.elementType()))
            : mask(masks, type);
    return when(masks.isNotNull(), to_json(json)).cast(DataTypes.BinaryType);
  }

  /** The two fields of a mask; bytes of a text are the text. */
  private static Column mask(Column mask, DataType type) {
    Column counts = mask.getField(COUNTS);
    boolean bytes = ((StructType) type).apply(COUNTS).dataType() instanceof BinaryType;
    return struct(
        mask.getField(SIZE).as(SIZE),
        (bytes ? counts.cast(DataTypes.StringType) : counts).as(COUNTS));
  }
}
