package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, or a field of a struct in it.
 *
 * @param name as it is written, such as {@code image.origin}
 * @param holder the struct; null for a column
 */
public record TableColumn(String name, Column column, DataType type, @Nullable TableColumn holder) {

  /** The one of a name; a column whose name has dots is found before a field of that path. */
  public static Optional<TableColumn> of(StructType schema, String name) {
    return of(schema, null, name);
  }

  private static Optional<TableColumn> of(
      StructType fields, @Nullable TableColumn holder, String name) {
    Optional<TableColumn> whole = single(fields, holder, name);
    for (int dot = name.indexOf('.');
        whole.isEmpty() && dot >= 0;
        dot = name.indexOf('.', dot + 1)) {
      String rest = name.substring(dot + 1);
      whole = single(fields, holder, name.substring(0, dot)).flatMap(first -> first.field(rest));
    }
    return whole;
  }

  /** A field of this struct, or of one in it; empty where it is none or has none of the name. */
  public Optional<TableColumn> field(String path) {
    return type instanceof StructType fields ? of(fields, this, path) : Optional.empty();
  }

  private static Optional<TableColumn> single(
      StructType fields, @Nullable TableColumn holder, String name) {
    return Arrays.stream(fields.fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(field -> child(holder, field));
  }

  private static TableColumn child(@Nullable TableColumn holder, StructField field) {
    return holder == null
        ? new TableColumn(
            field.name(), col("`" + field.name().replace("`", "``") + "`"), field.dataType(), null)
        : new TableColumn(
            holder.name() + "." + field.name(),
            holder.column().getField(field.name()),
            field.dataType(),
            holder);
  }

  /** Whether it holds whole numbers. */
  public boolean isInteger() {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }
}
