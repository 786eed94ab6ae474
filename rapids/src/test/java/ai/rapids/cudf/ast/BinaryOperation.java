package ai.rapids.cudf.ast;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.FormulaTable;

/** A function of two operands, which have one type. */
public class BinaryOperation extends AstExpression {
  private final BinaryOperator operator;
  private final AstExpression left;
  private final AstExpression right;

  public BinaryOperation(BinaryOperator operator, AstExpression left, AstExpression right) {
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  @Override
  DType type(FormulaTable table) {
    DType type = left.type(table);
    if (!type.equals(right.type(table))) {
      throw new AssertionError(operator + " of " + type + " and " + right.type(table));
    }
    return switch (operator) {
      case EQUAL, LESS_EQUAL, GREATER_EQUAL -> DType.BOOL8;
      default -> type;
    };
  }

  @Override
  double real(FormulaTable table, int row) {
    double a = left.real(table, row);
    double b = right.real(table, row);
    return switch (operator) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> Math.pow(a, b);
      default -> throw new AssertionError("the model has no " + operator + " of float64");
    };
  }

  @Override
  long whole(FormulaTable table, int row) {
    if (FormulaTable.isFloating(left.type(table))) {
      double a = left.real(table, row);
      double b = right.real(table, row);
      boolean holds =
          switch (operator) {
            case EQUAL -> a == b;
            case LESS_EQUAL -> a <= b;
            case GREATER_EQUAL -> a >= b;
            default -> throw new AssertionError(operator + " gives no truth value");
          };
      return holds ? 1 : 0;
    }
    long a = left.whole(table, row);
    long b = right.whole(table, row);
    return switch (operator) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case LESS_EQUAL -> a <= b ? 1 : 0;
      case LOGICAL_AND -> a != 0 && b != 0 ? 1 : 0;
      default -> throw new AssertionError("the model has no " + operator + " of whole numbers");
    };
  }
}
