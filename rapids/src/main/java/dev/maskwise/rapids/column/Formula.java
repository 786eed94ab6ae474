package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Table;
import ai.rapids.cudf.ast.AstExpression;
import ai.rapids.cudf.ast.BinaryOperation;
import ai.rapids.cudf.ast.BinaryOperator;
import ai.rapids.cudf.ast.ColumnReference;
import ai.rapids.cudf.ast.CompiledExpression;
import ai.rapids.cudf.ast.Literal;
import ai.rapids.cudf.ast.UnaryOperation;
import ai.rapids.cudf.ast.UnaryOperator;

/**
 * A formula over the columns of a table that cuDF computes in one kernel, a value a pixel. Columns
 * enter as float64, or as int64 in formulas of keys.
 *
 * @param expression as cuDF takes it
 */
public record Formula(AstExpression expression) {

  /** A column as float64. */
  public static Formula real(int column) {
    return new Formula(
        new UnaryOperation(UnaryOperator.CAST_TO_FLOAT64, new ColumnReference(column)));
  }

  /** A column as int64. */
  public static Formula whole(int column) {
    return new Formula(
        new UnaryOperation(UnaryOperator.CAST_TO_INT64, new ColumnReference(column)));
  }

  /** A column of truth values as it is. */
  public static Formula flag(int column) {
    return new Formula(new ColumnReference(column));
  }

  public static Formula constant(double value) {
    return new Formula(Literal.ofDouble(value));
  }

  public static Formula constant(long value) {
    return new Formula(Literal.ofLong(value));
  }

  /** Whether a column is neither infinite nor NaN, a truth value. */
  public static Formula finite(int column) {
    return real(column).abs().atMost(constant((double) Float.MAX_VALUE));
  }

  /** Whether a column is from 0 to 1, a truth value. */
  public static Formula unit(int column) {
    Formula score = real(column);
    return constant(0.0)
        .atMost(score)
        .with(BinaryOperator.LOGICAL_AND, score.atMost(constant(1.0)));
  }

  private Formula with(BinaryOperator operator, Formula other) {
    return new Formula(new BinaryOperation(operator, expression, other.expression));
  }

  private Formula of(UnaryOperator operator) {
    return new Formula(new UnaryOperation(operator, expression));
  }

  /** This as float64. */
  public Formula real() {
    return of(UnaryOperator.CAST_TO_FLOAT64);
  }

  public Formula plus(Formula other) {
    return with(BinaryOperator.ADD, other);
  }

  public Formula minus(Formula other) {
    return with(BinaryOperator.SUB, other);
  }

  public Formula times(Formula other) {
    return with(BinaryOperator.MUL, other);
  }

  public Formula over(Formula other) {
    return with(BinaryOperator.DIV, other);
  }

  public Formula power(double exponent) {
    return with(BinaryOperator.POW, constant(exponent));
  }

  public Formula abs() {
    return of(UnaryOperator.ABS);
  }

  public Formula exp() {
    return of(UnaryOperator.EXP);
  }

  public Formula log() {
    return of(UnaryOperator.LOG);
  }

  /** A truth value. */
  public Formula atMost(Formula other) {
    return with(BinaryOperator.LESS_EQUAL, other);
  }

  /** Whether two truth values are true. */
  public Formula and(Formula other) {
    return with(BinaryOperator.LOGICAL_AND, other);
  }

  /** 1 where this is the other value, else 0, as float64. */
  public Formula is(Formula other) {
    return with(BinaryOperator.EQUAL, other).of(UnaryOperator.CAST_TO_FLOAT64);
  }

  /** 1 where this is at least the other value, else 0, as float64. */
  public Formula atLeast(Formula other) {
    return with(BinaryOperator.GREATER_EQUAL, other).of(UnaryOperator.CAST_TO_FLOAT64);
  }

  /** The greater of this and the other, neither below 0. */
  public Formula greater(Formula other) {
    return plus(other).plus(minus(other).abs()).times(constant(0.5));
  }

  /** log(1 + this) to about one unit in the last place, for a value ≥ 0 of any smallness. */
  public Formula log1p() {
    return log(constant(1.0).plus(this), this);
  }

  /**
   * The logarithm of 1 + u from w, which is 1 + u rounded: u·log(w) / (w − 1), and u where w is 1
   * (Goldberg 1991, What Every Computer Scientist Should Know About Floating-Point Arithmetic,
   * theorem 4).
   */
  public static Formula log(Formula w, Formula u) {
    Formula one = constant(1.0);
    Formula lost = w.is(one);
    return u.times(w.log().plus(lost)).over(w.minus(one).plus(lost));
  }

  /** The value for each row of the table; the caller closes it. */
  public ColumnVector of(Table table) {
    try (CompiledExpression compiled = expression.compile()) {
      return compiled.computeColumn(table);
    }
  }

  /** The value for each row of the columns; the caller closes it. */
  public ColumnVector of(ColumnVector... columns) {
    try (Table table = new Table(columns)) {
      return of(table);
    }
  }
}
