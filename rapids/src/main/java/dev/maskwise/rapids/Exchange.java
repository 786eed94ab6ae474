package dev.maskwise.rapids;

import dev.maskwise.rapids.column.ColumnFunction;
import dev.maskwise.rapids.column.Trying;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.TryCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Length;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.OctetLength;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.UnaryExpression;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Some;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * An expression with the GPU versions of the calls in it. What has none is named in the log once.
 */
final class Exchange {
  private static final String TRY = "try_";
  private static final List<Option<ExpressionEncoder<?>>> NO_ENCODERS = List.of();
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Exchange() {}

  static Expression in(Expression expression) {
    if (expression instanceof TryEval tried) {
      return inTried(tried);
    }
    return ofCall(expression).mapChildren(Exchange::in);
  }

  /**
   * Exchanges a tried call and what tries it together. In any other the errors of what is in it
   * become null, which no version for the GPU does for it: all of it stays.
   */
  private static Expression inTried(TryEval tried) {
    if (tried.child() instanceof StaticCall call) {
      Expression version = ofTried(call, TRY + call.prettyName());
      return version == null ? tried : version.mapChildren(Exchange::in);
    }
    tried.foreach(
        part -> {
          if (part instanceof StaticCall) {
            say(part.prettyName(), "it stands in an expression that makes errors null");
          }
          return BoxedUnit.UNIT;
        });
    return tried;
  }

  private static @Nullable Expression ofTried(StaticCall call, String name) {
    ColumnFunction version = version(call, name);
    if (version == null) {
      return null;
    }
    List<Expression> columns = columns(call);
    if (!columns.stream().allMatch(Exchange::cannotFail)) {
      say(name, "on the GPU it tries itself alone, and one of its arguments can fail");
      return null;
    }
    return udf(new Trying(version), name, call, columns);
  }

  private static boolean cannotFail(Expression expression) {
    return expression instanceof Attribute
        || expression instanceof Literal
        || isTry(expression)
        || (expression instanceof GetStructField field && cannotFail(field.child()));
  }

  /** Spark's try, or what shows it as a call of ours. */
  private static boolean isTry(Expression expression) {
    return expression instanceof TryEval || expression instanceof TryCall;
  }

  private static Expression ofCall(Expression expression) {
    if (expression instanceof StaticCall call) {
      ColumnFunction version = version(call, call.prettyName());
      return version == null ? call : udf(version, call.prettyName(), call, columns(call));
    }
    return (expression instanceof OctetLength || expression instanceof Length)
            && ((UnaryExpression) expression).child().dataType().equals(DataTypes.BinaryType)
        ? udf(
            new ByteCount(),
            expression.prettyName(),
            expression,
            CollectionConverters.asJava(expression.children()))
        : expression;
  }

  /** The columns among the arguments of a call that has a version. */
  private static List<Expression> columns(StaticCall call) {
    GpuFunction function = GpuFunctions.named(call.prettyName()).orElseThrow();
    return call.sqlArguments().subList(0, function.columns());
  }

  /** The version of a function for the constants of a call; null, and said so, if none. */
  private static @Nullable ColumnFunction version(StaticCall call, String name) {
    Optional<GpuFunction> function = GpuFunctions.named(call.prettyName());
    if (function.isEmpty()) {
      say(name, "it has no version for the GPU");
      return null;
    }
    List<Expression> arguments = call.sqlArguments();
    List<Object> constants =
        constants(arguments.subList(function.get().columns(), arguments.size()));
    if (constants == null) {
      say(name, "on the GPU its parameters are constants");
      return null;
    }
    ColumnFunction version = function.get().with(constants);
    // Constants that it refuses are left to the CPU: its error comes with the first row.
    return version.takesConstants() ? version : null;
  }

  /** The values of constant arguments; null when one is no constant or null. */
  private static @Nullable List<Object> constants(List<Expression> arguments) {
    List<Object> values = new ArrayList<>();
    for (Expression argument : arguments) {
      Object value = argument.foldable() ? argument.eval(null) : null;
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  private static Expression udf(
      Object function, String name, Expression instead, List<Expression> columns) {
    return new ScalaUDF(
        function,
        instead.dataType(),
        CollectionConverters.asScala(columns).toSeq(),
        CollectionConverters.asScala(NO_ENCODERS).toSeq(),
        Option.empty(),
        new Some<>(name),
        instead.nullable(),
        /* udfDeterministic= */ true);
  }

  private static void say(String function, String reason) {
    if (SAID.add(function)) {
      LOG.warn("{} runs on the CPU: {}.", function, reason);
    }
  }
}
