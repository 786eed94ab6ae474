package dev.maskwise.spark.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A call of a public static method that is shown under its SQL name. Generated code calls the
 * method with the values as they lie in the row, so bytes are not copied; null arguments do not
 * reach it, and null returned is NULL.
 */
public final class StaticCall extends StaticInvoke {
  private static final long serialVersionUID = 1;

  private final String sqlName;
  private final int hidden;
  private final int given;

  private StaticCall(
      String sqlName,
      int hidden,
      int given,
      Class<?> owner,
      String method,
      DataType result,
      Seq<Expression> arguments,
      Seq<AbstractDataType> types) {
    super(
        owner,
        result,
        method,
        arguments,
        types,
        /* propagateNull= */ true,
        /* returnNullable= */ true,
        /* isDeterministic= */ true,
        Option.<ScalarFunction<?>>empty());
    this.sqlName = sqlName;
    this.hidden = hidden;
    this.given = given;
  }

  /** Calls a method that takes the arguments of the function. */
  public static SqlFunction.Body of(Class<?> owner, String method, DataType result) {
    return (function, arguments, given) ->
        new StaticCall(
            function.name(), 0, given, owner, method, result, arguments, function.types(arguments));
  }

  /** Calls a method that takes the name of the function before its arguments. */
  public static SqlFunction.Body named(Class<?> owner, String method, DataType result) {
    return (function, arguments, given) -> {
      List<Expression> all = new ArrayList<>(CollectionConverters.asJava(arguments));
      all.add(0, Literal$.MODULE$.apply(function.name()));
      List<AbstractDataType> types =
          new ArrayList<>(CollectionConverters.asJava(function.types(arguments)));
      types.add(0, DataTypes.StringType);
      return new StaticCall(
          function.name(),
          1,
          given,
          owner,
          method,
          result,
          CollectionConverters.asScala(all).toSeq(),
          CollectionConverters.asScala(types).toSeq());
    };
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new StaticCall(
        sqlName, hidden, given, staticObject(), functionName(), dataType(), children, inputTypes());
  }

  @Override
  public String prettyName() {
    return sqlName;
  }

  /** The call as it was written: the default name of its column. */
  @Override
  public String toString() {
    return CollectionConverters.asJava(arguments()).subList(hidden, hidden + given).stream()
        .map(Expression::toString)
        .collect(Collectors.joining(", ", sqlName + "(", ")"));
  }
}
