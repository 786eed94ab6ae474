package dev.maskwise.spark.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.ObjectType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A call of a public static method that is shown under its SQL name. Generated code calls the
 * method with the values as they lie in the row, so bytes are not copied; null arguments do not
 * reach it, and null returned is NULL. The method says what is wrong with a value by an {@code
 * IllegalArgumentException}; the call makes it a {@link Refusal}.
 */
public final class StaticCall extends StaticInvoke {
  private static final long serialVersionUID = 1;

  private final String sqlName;
  private final int bound;
  private final int given;

  private StaticCall(
      String sqlName,
      int bound,
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
    this.bound = bound;
    this.given = given;
  }

  /** Calls a method that takes the arguments of the function. */
  public static SqlFunction.Body of(Class<?> owner, String method, DataType result) {
    return (function, arguments, given) ->
        new StaticCall(
            function.name(), 0, given, owner, method, result, arguments, function.types(arguments));
  }

  /**
   * Calls a method that takes a value before the arguments of the function.
   *
   * @param value makes that of a call, which is the same in every row; equal values make equal
   *     calls
   */
  public static SqlFunction.Body of(
      Supplier<? extends Serializable> value, Class<?> owner, String method, DataType result) {
    return (function, arguments, given) -> {
      Serializable ofCall = value.get();
      ObjectType type = new ObjectType(ofCall.getClass());
      List<Expression> all = new ArrayList<>(CollectionConverters.asJava(arguments));
      all.add(0, new Literal(ofCall, type));
      List<AbstractDataType> types =
          new ArrayList<>(CollectionConverters.asJava(function.types(arguments)));
      types.add(0, type);
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

  /**
   * The same call, made after the analysis: the arguments have the types that the method takes.
   *
   * @param sqlName what a refusal begins with
   */
  static StaticCall ofAnalysed(
      String sqlName,
      Serializable value,
      Class<?> owner,
      String method,
      DataType result,
      Seq<Expression> arguments) {
    List<Expression> all = new ArrayList<>(CollectionConverters.asJava(arguments));
    all.add(0, new Literal(value, new ObjectType(value.getClass())));
    List<AbstractDataType> types = new ArrayList<>();
    all.forEach(argument -> types.add(argument.dataType()));
    return new StaticCall(
        sqlName,
        1,
        arguments.size(),
        owner,
        method,
        result,
        CollectionConverters.asScala(all).toSeq(),
        CollectionConverters.asScala(types).toSeq());
  }

  /** Undefined is NaN in Java and null in SQL. */
  public static @Nullable Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The arguments of the function, those that were left out too. */
  public List<Expression> sqlArguments() {
    List<Expression> all = CollectionConverters.asJava(arguments());
    return all.subList(bound, all.size());
  }

  @Override
  public @Nullable Object eval(@Nullable InternalRow row) {
    try {
      return super.eval(row);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(sqlName, e);
    }
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    ExprCode call =
        super.doGenCode(
            context,
            ExprCode.apply(
                JavaCode.isNullVariable(context.freshName("isNull")),
                JavaCode.variable(context.freshName("value"), dataType())));
    String type = CodeGenerator.javaType(dataType());
    String nothing = CodeGenerator.defaultValue(dataType(), /* typedNull= */ false);
    List<String> parts =
        List.of(
            "boolean ",
            " = true;\n" + type + " ",
            " = " + nothing + ";\ntry {\n",
            "\n",
            " = ",
            ";\n",
            " = ",
            ";\n} catch (IllegalArgumentException fault) {\n throw %s.of(\"%s\", fault);\n}"
                .formatted(Refusal.class.getName(), sqlName));
    List<JavaCode> values =
        List.of(
            code.isNull(),
            code.value(),
            call.code(),
            code.isNull(),
            call.isNull(),
            code.value(),
            call.value());
    Block block =
        new CodeBlock(
            CollectionConverters.asScala(parts).toSeq(),
            CollectionConverters.asScala(values).toSeq());
    return code.copy(block, code.isNull(), code.value());
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new StaticCall(
        sqlName, bound, given, staticObject(), functionName(), dataType(), children, inputTypes());
  }

  @Override
  public String prettyName() {
    return sqlName;
  }

  /** The call as it was written: the default name of its column. */
  @Override
  public String toString() {
    return sqlArguments().subList(0, given).stream()
        .map(Expression::toString)
        .collect(Collectors.joining(", ", sqlName + "(", ")"));
  }
}
