package dev.maskwise.spark.catalog;

import dev.maskwise.spark.sql.SqlFunction;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Adds every function of {@link SqlFunctions} to each new session. Spark finds this class in {@code
 * META-INF/services}; where that is not wanted, {@code spark.sql.extensions} can name it.
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
    return BoxedUnit.UNIT;
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
