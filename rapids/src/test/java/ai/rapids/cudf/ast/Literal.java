package ai.rapids.cudf.ast;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.FormulaTable;

/** A constant. */
public final class Literal extends AstExpression {
  private final DType type;
  private final double real;
  private final long whole;

  private Literal(DType type, double real, long whole) {
    this.type = type;
    this.real = real;
    this.whole = whole;
  }

  public static Literal ofDouble(double value) {
    return new Literal(DType.FLOAT64, value, 0);
  }

  public static Literal ofLong(long value) {
    return new Literal(DType.INT64, 0, value);
  }

  @Override
  DType type(FormulaTable table) {
    return type;
  }

  @Override
  double real(FormulaTable table, int row) {
    return real;
  }

  @Override
  long whole(FormulaTable table, int row) {
    return whole;
  }
}
