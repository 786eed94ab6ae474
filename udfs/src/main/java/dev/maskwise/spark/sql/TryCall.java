package dev.maskwise.spark.sql;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.ConditionalExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A call whose value is null where it, or the computation of one of its arguments, ends with an
 * exception; errors of the virtual machine, such as too little memory, pass. Spark's {@link
 * TryEval}, which no Java class can extend, does that; this shows it as the call with {@code try_}
 * before it.
 *
 * <p>It is a conditional expression, because Spark then computes nothing of it elsewhere: what it
 * has in common with other expressions would otherwise be computed first, where nobody catches.
 */
public final class TryCall extends Expression implements ConditionalExpression, Serializable {
  private static final long serialVersionUID = 1;

  private static final String PREFIX = "try_";

  private final TryEval tried;

  private TryCall(TryEval tried) {
    this.tried = tried;
  }

  /**
   * The same function for queries that shall not end where it refuses a value: it is null there.
   * Wrong types still fail the analysis.
   */
  public static SqlFunction of(SqlFunction function) {
    String name = function.name();
    return new SqlFunction(
        PREFIX + name,
        function.group(),
        ("As %s, but null where %s refuses a value, or where an argument that is computed in the"
                + " call fails.")
            .formatted(name, name),
        function.arguments(),
        function.result(),
        function.examples().stream().map(example -> tried(example, name)).toList(),
        function.source(),
        (trying, arguments, given) ->
            new TryCall(new TryEval(function.body().call(function, arguments, given))));
  }

  private static SqlFunction.Example tried(SqlFunction.Example example, String name) {
    return new SqlFunction.Example(
        example.sql().replaceAll("\\b" + name + "\\(", PREFIX + name + "("), example.result());
  }

  @Override
  public Seq<Expression> children() {
    return seq(List.of(tried));
  }

  /** What the optimizer puts in the place of the try needs no name any more. */
  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    Expression child = children.apply(0);
    return child instanceof TryEval other ? new TryCall(other) : child;
  }

  @Override
  public DataType dataType() {
    return tried.dataType();
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public boolean nullIntolerant() {
    return tried.nullIntolerant();
  }

  @Override
  public boolean foldable() {
    return tried.foldable();
  }

  @Override
  public @Nullable Object eval(@Nullable InternalRow row) {
    return tried.eval(row);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return tried.doGenCode(context, code);
  }

  @Override
  public Seq<Expression> alwaysEvaluatedInputs() {
    return seq(List.of());
  }

  @Override
  public ConditionalExpression withNewAlwaysEvaluatedInputs(Seq<Expression> inputs) {
    return this;
  }

  @Override
  public Seq<Seq<Expression>> branchGroups() {
    return seq(List.of());
  }

  private static <T> Seq<T> seq(List<T> elements) {
    return CollectionConverters.asScala(elements).toSeq();
  }

  @Override
  public String prettyName() {
    return PREFIX + tried.child().prettyName();
  }

  @Override
  public String toString() {
    return PREFIX + tried.child();
  }

  /** The call as it was written: the default name of its column. */
  @Override
  public String sql() {
    return PREFIX + tried.child().sql();
  }

  @Override
  public int productArity() {
    return 1;
  }

  @Override
  public Object productElement(int n) {
    if (n != 0) {
      throw new IndexOutOfBoundsException(n);
    }
    return tried;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof TryCall;
  }

  /** Two calls of one function with the same arguments are one, and are computed once. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TryCall that && tried.equals(that.tried);
  }

  @Override
  public int hashCode() {
    return tried.hashCode();
  }
}
