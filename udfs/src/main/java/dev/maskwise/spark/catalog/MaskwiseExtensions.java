package dev.maskwise.spark.catalog;

import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StatesBelowAggregates;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Adds every function of {@link SqlFunctions} and the rule for aggregates to each new session.
 * Spark finds this class in {@code META-INF/services}; where that is not wanted, {@code
 * spark.sql.extensions} can name it.
 */
public final class MaskwiseExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit>
    implements SparkSessionExtensionsProvider {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (List<SqlFunction> functions : List.of(SqlFunctions.ALL, SqlFunctions.TRYING)) {
      for (SqlFunction function : functions) {
        extensions.injectFunction(
            new Tuple3<>(
                new FunctionIdentifier(function.name()),
                function.info(getClass()),
                new Builder(function)));
      }
    }
    extensions.injectPreCBORule(new RuleOfSession());
    return BoxedUnit.UNIT;
  }

  private static final class RuleOfSession
      extends AbstractFunction1<SparkSession, Rule<LogicalPlan>> {
    @Override
    public Rule<LogicalPlan> apply(SparkSession session) {
      return new StatesBelowAggregates();
    }
  }

  private static final class Builder extends AbstractFunction1<Seq<Expression>, Expression> {
    private final SqlFunction function;

    Builder(SqlFunction function) {
      this.function = function;
    }

    @Override
    public Expression apply(Seq<Expression> arguments) {
      return function.call(arguments);
    }
  }
}
