package ai.rapids.cudf.ast;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.FormulaTable;

/** The value of a column. */
public final class ColumnReference extends AstExpression {
  private final int column;

  public ColumnReference(int column) {
    this.column = column;
  }

  @Override
  DType type(FormulaTable table) {
    return table.type(column);
  }

  @Override
  double real(FormulaTable table, int row) {
    return table.real(column, row);
  }

  @Override
  long whole(FormulaTable table, int row) {
    return table.whole(column, row);
  }
}
