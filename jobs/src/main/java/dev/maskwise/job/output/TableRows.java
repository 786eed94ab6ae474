package dev.maskwise.job.output;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import dev.maskwise.run.table.TableColumn;
import dev.maskwise.run.table.TableFile;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Parquet's records, in the layout that its specification gives lists and maps. Of the
 * types of Spark it knows those that the tables have: numbers, text, bytes, arrays of {@code long}
 * and maps of these.
 */
final class TableRows {
  private TableRows() {}

  /** The columns of rows as Parquet has them. */
  static MessageType message(StructType schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (StructField field : schema.fields()) {
      message.addField(type(field.name(), field.dataType()));
    }
    return message.named("maskwise");
  }

  private static Type type(String name, DataType type) {
    if (type instanceof ArrayType array) {
      return Types.optionalList().element(type("element", array.elementType())).named(name);
    }
    if (type instanceof MapType map) {
      return Types.optionalMap()
          .key(Types.required(PrimitiveTypeName.BINARY).as(stringType()).named("key"))
          .value(type("value", map.valueType()))
          .named(name);
    }
    if (type.equals(DataTypes.StringType)) {
      return Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named(name);
    }
    return Types.primitive(primitive(type), Repetition.OPTIONAL).named(name);
  }

  private static PrimitiveTypeName primitive(DataType type) {
    if (type.equals(DataTypes.IntegerType)) {
      return PrimitiveTypeName.INT32;
    }
    if (type.equals(DataTypes.LongType)) {
      return PrimitiveTypeName.INT64;
    }
    if (type.equals(DataTypes.DoubleType)) {
      return PrimitiveTypeName.DOUBLE;
    }
    if (type.equals(DataTypes.BinaryType)) {
      return PrimitiveTypeName.BINARY;
    }
    throw new IllegalArgumentException("No table has a column of the type %s.".formatted(type));
  }

  /** A number as a cell, which is empty where the number is undefined. */
  static @Nullable Double cell(double number) {
    return Double.isNaN(number) ? null : number;
  }

  /** Adds a row to a file. */
  static void add(Row row, TableFile file) throws IOException {
    for (int column = 0; column < row.length(); column++) {
      put(row.get(column), file.next());
    }
    file.endRow();
  }

  @SuppressWarnings("unchecked") // No table has other maps.
  private static void put(@Nullable Object cell, TableColumn to) {
    if (cell == null) {
      to.nothing();
    } else if (cell instanceof String text) {
      to.put(text);
    } else if (cell instanceof Double number) {
      to.put((double) number);
    } else if (cell instanceof Number number) {
      to.put(number.longValue());
    } else if (cell instanceof byte[] bytes) {
      to.put(bytes);
    } else if (cell instanceof long[] numbers) {
      to.put(numbers);
    } else {
      to.put((Map<String, ? extends @Nullable Object>) cell);
    }
  }
}
