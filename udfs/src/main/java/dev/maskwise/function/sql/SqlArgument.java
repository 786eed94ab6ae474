package dev.maskwise.function.sql;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a SQL function.
 *
 * @param name the name in the documentation
 * @param type what Spark accepts, or casts where that loses nothing
 * @param arrayType of arrays that are accepted as well; null where none is
 * @param meaning a clause: what it holds, in which unit
 * @param standard the value where it is left out; null where it must be given
 */
public record SqlArgument(
    String name,
    DataType type,
    @Nullable ArrayType arrayType,
    String meaning,
    @Nullable Integer standard) {

  static SqlArgument of(String name, DataType type, String meaning) {
    return new SqlArgument(name, type, null, meaning, null);
  }

  static SqlArgument binary(String name, String meaning) {
    return of(name, DataTypes.BinaryType, meaning);
  }

  static SqlArgument integer(String name, String meaning) {
    return of(name, DataTypes.IntegerType, meaning);
  }

  static SqlArgument number(String name, String meaning) {
    return of(name, DataTypes.DoubleType, meaning);
  }

  static SqlArgument optional(String name, int standard, String meaning) {
    return new SqlArgument(name, DataTypes.IntegerType, null, meaning, standard);
  }

  /** The label of the truth whose pixels count nowhere, none where it is left out. */
  static SqlArgument ignore() {
    return optional(
        "ignore", -1, "the label of the truth whose pixels count nowhere; negative for none");
  }

  /** The logits of one class, as bytes or as an array. */
  static SqlArgument logits() {
    return new SqlArgument(
        "logits",
        DataTypes.BinaryType,
        new ArrayType(DataTypes.FloatType, true),
        "a finite logit a pixel: float32 in little-endian order, or an array",
        null);
  }

  /** The true mask beside logits. */
  static SqlArgument truthMask() {
    return binary("truth", "one byte a pixel: 0 is background, all else foreground");
  }

  /** What Spark checks a value against. */
  DataType typeFor(Expression value) {
    return arrayType != null && value.dataType() instanceof ArrayType ? arrayType : type;
  }

  /** How documentation writes the type. */
  public String typeName() {
    return arrayType == null
        ? type.simpleString()
        : type.simpleString() + " or " + arrayType.simpleString();
  }
}
