package ai.rapids.cudf.ast;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.FormulaTable;
import ai.rapids.cudf.Table;

/** A formula that holds memory of the model's device. */
public class CompiledExpression implements AutoCloseable {
  private final AstExpression expression;

  CompiledExpression(AstExpression expression) {
    FormulaTable.open();
    this.expression = expression;
  }

  public ColumnVector computeColumn(Table table) {
    FormulaTable rows = new FormulaTable(table);
    DType type = expression.type(rows);
    return type.equals(DType.FLOAT64)
        ? rows.make(type, row -> expression.real(rows, row))
        : rows.make(type, row -> expression.whole(rows, row));
  }

  @Override
  public void close() {
    FormulaTable.close();
  }
}
