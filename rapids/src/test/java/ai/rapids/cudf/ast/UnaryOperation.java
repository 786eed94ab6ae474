package ai.rapids.cudf.ast;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.FormulaTable;

/** A function of one operand. */
public final class UnaryOperation extends AstExpression {
  private final UnaryOperator operator;
  private final AstExpression of;

  public UnaryOperation(UnaryOperator operator, AstExpression of) {
    this.operator = operator;
    this.of = of;
  }

  @Override
  DType type(FormulaTable table) {
    DType type = of.type(table);
    if (operator == UnaryOperator.CAST_TO_INT64) {
      return DType.INT64;
    }
    if (operator != UnaryOperator.CAST_TO_FLOAT64 && !type.equals(DType.FLOAT64)) {
      throw new AssertionError(operator + " of " + type);
    }
    return DType.FLOAT64;
  }

  @Override
  double real(FormulaTable table, int row) {
    boolean isReal = FormulaTable.isFloating(of.type(table));
    double value = isReal ? of.real(table, row) : of.whole(table, row);
    return switch (operator) {
      case CAST_TO_FLOAT64 -> value;
      case ABS -> Math.abs(value);
      case EXP -> Math.exp(value);
      case LOG -> Math.log(value);
      default -> throw new AssertionError("the model has no " + operator);
    };
  }

  @Override
  long whole(FormulaTable table, int row) {
    if (operator != UnaryOperator.CAST_TO_INT64) {
      throw new AssertionError(operator + " gives no whole number");
    }
    return of.whole(table, row);
  }
}
