package dev.maskwise.rapids;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.Option;
import scala.Some;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * Exchanges calls of SQL functions of Maskwise for their GPU versions, where {@link GpuUse} says
 * so. It runs when types are cast and constants folded. What has no GPU version stays, and is named
 * in the log once.
 */
final class GpuFunctionRule extends Rule<LogicalPlan> {
  private static final String SQL_FUNCTIONS = "dev.maskwise.function.sql";
  private static final List<Option<ExpressionEncoder<?>>> NO_ENCODERS = List.of();
  private static final Logger LOG = LoggerFactory.getLogger(GpuFunctionRule.class);
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return GpuUse.in(SQLConf.get()) ? plan.transformAllExpressions(new Exchange()) : plan;
  }

  private static final class Exchange extends AbstractPartialFunction<Expression, Expression> {
    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof StaticInvoke call && isOurs(call);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A1 extends Expression, B1> B1 applyOrElse(A1 expression, Function1<A1, B1> other) {
      return expression instanceof StaticInvoke call && isOurs(call)
          ? (B1) exchanged(call)
          : other.apply(expression);
    }
  }

  private static boolean isOurs(StaticInvoke call) {
    return call.staticObject().getPackageName().equals(SQL_FUNCTIONS);
  }

  private static Expression exchanged(StaticInvoke call) {
    String name = call.prettyName();
    Optional<GpuFunction> function = GpuFunctions.named(name);
    if (function.isEmpty()) {
      say(name, "it has no version for the GPU");
      return call;
    }
    List<Expression> arguments = CollectionConverters.asJava(call.arguments());
    int columns = function.get().columns();
    List<Object> constants = constants(arguments.subList(columns, arguments.size()));
    if (constants == null) {
      say(name, "on the GPU all its arguments after the first two are constants");
      return call;
    }
    ImageFunction version = function.get().body().with(constants);
    if (version == null) {
      say(name, "on the GPU its scores are logits");
      return call;
    }
    return takesConstants(version) ? udf(name, version, call, columns) : call;
  }

  /** Constants that the SQL function refuses are left to it: its error comes with the first row. */
  private static boolean takesConstants(ImageFunction function) {
    try {
      function.ofImage(new byte[0], new byte[0]);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Expression udf(
      String name, ImageFunction version, StaticInvoke call, int columns) {
    List<Expression> arguments = CollectionConverters.asJava(call.arguments());
    return new ScalaUDF(
        version,
        call.dataType(),
        CollectionConverters.asScala(arguments.subList(0, columns)).toSeq(),
        CollectionConverters.asScala(NO_ENCODERS).toSeq(),
        Option.empty(),
        new Some<>(name),
        /* nullable= */ true,
        /* udfDeterministic= */ true);
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

  private static void say(String function, String reason) {
    if (SAID.add(function)) {
      LOG.warn("{} runs on the CPU: {}.", function, reason);
    }
  }
}
