package dev.maskwise.job.output;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
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
final class TableRows extends WriteSupport<Row> {
  private static final String SCHEMA = "maskwise.table.schema";

  private MessageType schema = new MessageType("");
  private @Nullable RecordConsumer consumer;

  /** Says of which columns the rows are. */
  static void setSchema(Configuration configuration, StructType schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (StructField field : schema.fields()) {
      message.addField(type(field.name(), field.dataType()));
    }
    configuration.set(SCHEMA, message.named("maskwise").toString());
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

  @Override
  public String getName() {
    return "maskwise";
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract none the less; the other form calls this one.
  public WriteContext init(Configuration configuration) {
    schema = MessageTypeParser.parseMessageType(configuration.get(SCHEMA));
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Row row) {
    RecordConsumer to = Objects.requireNonNull(consumer);
    to.startMessage();
    for (int column = 0; column < row.length(); column++) {
      write(to, schema.getType(column).getName(), column, row.get(column));
    }
    to.endMessage();
  }

  private static void write(RecordConsumer to, String name, int place, @Nullable Object value) {
    if (value != null) {
      to.startField(name, place);
      write(to, value);
      to.endField(name, place);
    }
  }

  private static void write(RecordConsumer to, Object value) {
    if (value instanceof String text) {
      to.addBinary(Binary.fromString(text));
    } else if (value instanceof Integer number) {
      to.addInteger(number);
    } else if (value instanceof Long number) {
      to.addLong(number);
    } else if (value instanceof Double number) {
      to.addDouble(number);
    } else if (value instanceof byte[] bytes) {
      to.addBinary(Binary.fromConstantByteArray(bytes));
    } else if (value instanceof long[] numbers) {
      write(to, numbers);
    } else {
      write(to, (Map<?, ?>) value);
    }
  }

  private static void write(RecordConsumer to, long[] numbers) {
    to.startGroup();
    if (numbers.length > 0) {
      to.startField("list", 0);
      for (long number : numbers) {
        to.startGroup();
        to.startField("element", 0);
        to.addLong(number);
        to.endField("element", 0);
        to.endGroup();
      }
      to.endField("list", 0);
    }
    to.endGroup();
  }

  private static void write(RecordConsumer to, Map<?, ?> map) {
    to.startGroup();
    if (!map.isEmpty()) {
      to.startField("key_value", 0);
      map.forEach(
          (key, value) -> {
            to.startGroup();
            write(to, "key", 0, key);
            write(to, "value", 1, value);
            to.endGroup();
          });
      to.endField("key_value", 0);
    }
    to.endGroup();
  }
}
