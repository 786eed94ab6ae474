package dev.maskwise.spark.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CodegenObjectFactoryMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Computes what a row adds to an aggregate in a projection below it. An aggregate with a memory of
 * its own is outside of generated code: Spark writes its arguments into a row and the aggregate
 * copies them out again. With this rule these are the few bytes of a state, no longer the pixels,
 * which the generated code hands to the function as they lie in the table.
 *
 * <p>It runs when types are cast and constants folded. Left alone are aggregates over distinct
 * rows, arguments that change from call to call, and sessions without generated code.
 */
public final class StatesBelowAggregates extends Rule<LogicalPlan> {
  private static final String CODE = "spark.sql.codegen.factoryMode";
  private static final String STANDARD = CodegenObjectFactoryMode.FALLBACK().toString();
  private static final String WITHOUT_CODE = CodegenObjectFactoryMode.NO_CODEGEN().toString();

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    // By its name: what the method of this setting returns depends on the version of Spark.
    return SQLConf.get().getConfString(CODE, STANDARD).equals(WITHOUT_CODE) ? plan : below(plan);
  }

  private static LogicalPlan below(LogicalPlan plan) {
    LogicalPlan of = plan.mapChildren(StatesBelowAggregates::below);
    return of instanceof Aggregate aggregate && !aggregate.isStreaming()
        ? new Projection(aggregate).rewritten()
        : of;
  }

  /** One aggregate, and what comes to stand below it. */
  private static final class Projection {
    private final Aggregate aggregate;
    private final Map<Expression, Alias> columns = new LinkedHashMap<>();

    Projection(Aggregate aggregate) {
      this.aggregate = aggregate;
    }

    LogicalPlan rewritten() {
      List<NamedExpression> results = new ArrayList<>();
      for (NamedExpression result : CollectionConverters.asJava(aggregate.aggregateExpressions())) {
        results.add((NamedExpression) replaced((Expression) result));
      }
      if (columns.isEmpty()) {
        return aggregate;
      }
      List<NamedExpression> projected = new ArrayList<>();
      for (Attribute attribute : CollectionConverters.asJava(aggregate.child().output())) {
        if (uses(results, attribute)) {
          projected.add(attribute);
        }
      }
      projected.addAll(columns.values());
      return aggregate.copy(
          aggregate.groupingExpressions(),
          scala(results),
          new Project(scala(projected), aggregate.child()),
          aggregate.hint());
    }

    private boolean uses(List<NamedExpression> results, Attribute attribute) {
      return results.stream()
              .anyMatch(result -> ((Expression) result).references().contains(attribute))
          || CollectionConverters.asJava(aggregate.groupingExpressions()).stream()
              .anyMatch(grouping -> grouping.references().contains(attribute));
    }

    private Expression replaced(Expression expression) {
      if (expression instanceof AggregateExpression call
          && call.aggregateFunction() instanceof StatisticAggregate<?> function
          && !call.isDistinct()
          && function.deterministic()
          && !function.references().isEmpty()) {
        return replaced(call, function);
      }
      return expression.mapChildren(this::replaced);
    }

    private Expression replaced(AggregateExpression call, StatisticAggregate<?> function) {
      Optional<Expression> state = function.stateOfRow();
      if (state.isPresent()) {
        return over(call, function.overStates(column(state.get(), call.filter())));
      }
      if (!function.isOverCalls()) {
        return call;
      }
      Attribute argument = column(function.children().head(), call.filter());
      return over(call, function.withNewChildren(scala(List.of((Expression) argument))));
    }

    private static Expression over(AggregateExpression call, Expression function) {
      return call.copy(
          (AggregateFunction) function, call.mode(), false, Option.empty(), call.resultId());
    }

    /** Only rows that the filter lets through are computed. */
    private Attribute column(Expression value, Option<Expression> filter) {
      Expression filtered =
          filter.isEmpty()
              ? value
              : new If(filter.get(), value, Literal$.MODULE$.create(null, value.dataType()));
      return columns
          .computeIfAbsent(
              filtered.canonicalized(),
              key ->
                  new Alias(
                      filtered,
                      "state" + columns.size(),
                      NamedExpression.newExprId(),
                      scala(List.of()),
                      Option.empty(),
                      scala(List.of())))
          .toAttribute();
    }
  }

  private static <T> Seq<T> scala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
