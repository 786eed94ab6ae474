package ai.rapids.cudf;

/** Binary operations on two numbers: in float64 or float32 where one operand is, else in int64. */
final class Arithmetic {
  private Arithmetic() {}

  static Number of(BinaryOp op, DType leftType, Number left, DType rightType, Number right) {
    if (left == null || right == null) {
      return null;
    }
    if (!Cells.isFloating(leftType) && !Cells.isFloating(rightType)) {
      return whole(op, left.longValue(), right.longValue());
    }
    double value = real(op, left.doubleValue(), right.doubleValue());
    boolean isWide = leftType.equals(DType.FLOAT64) || rightType.equals(DType.FLOAT64);
    return isWide ? value : (double) (float) value;
  }

  private static long whole(BinaryOp op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MOD -> a % b;
      case SHIFT_RIGHT -> a >> b;
      case BITWISE_AND -> a & b;
      case BITWISE_OR -> a | b;
      case LOGICAL_AND -> a != 0 && b != 0 ? 1 : 0;
      case LOGICAL_OR -> a != 0 || b != 0 ? 1 : 0;
      default -> comparison(op, Long.compare(a, b));
    };
  }

  /** A sum, difference or product of two floats in float64, rounded once, is that in float32. */
  private static double real(BinaryOp op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case NULL_MAX -> Math.max(a, b);
      // −0 and 0 are equal.
      default ->
          Double.isNaN(a) || Double.isNaN(b) ? 0 : comparison(op, a < b ? -1 : a > b ? 1 : 0);
    };
  }

  private static long comparison(BinaryOp op, int order) {
    boolean holds =
        switch (op) {
          case EQUAL -> order == 0;
          case NOT_EQUAL -> order != 0;
          case LESS -> order < 0;
          case GREATER -> order > 0;
          case GREATER_EQUAL -> order >= 0;
          default -> throw new AssertionError("the model has no " + op);
        };
    return holds ? 1 : 0;
  }
}
