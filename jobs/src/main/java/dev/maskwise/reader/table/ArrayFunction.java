package dev.maskwise.reader.table;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Columns that a method makes of a column of arrays. A function of Spark's Row interface would get
 * each array as a sequence of objects, one for each number; here an expression of Catalyst hands
 * over its own form of the array.
 */
final class ArrayFunction {
  private ArrayFunction() {}

  /**
   * A call of a public method for each row.
   *
   * @param method its name; it takes an array as {@code ArrayData}, and may return null
   * @param arguments where one is null, so is the result
   */
  static Column of(Class<?> type, String method, DataType result, Column... arguments) {
    return ExpressionUtils.column(
        new StaticInvoke(
            type,
            result,
            method,
            CollectionConverters.asScala(
                    Arrays.stream(arguments).map(ExpressionUtils::expression).toList())
                .toSeq(),
            CollectionConverters.asScala(List.<AbstractDataType>of()).toSeq(),
            /* propagateNull= */ true,
            /* returnNullable= */ true,
            /* isDeterministic= */ true,
            Option.empty()));
  }
}
