package ai.rapids.cudf.ast;

import ai.rapids.cudf.DType;
import ai.rapids.cudf.FormulaTable;

/** A formula that the model works out row by row. */
public abstract class AstExpression {

  /** The type of the values; fails where operands do not fit. */
  abstract DType type(FormulaTable table);

  abstract double real(FormulaTable table, int row);

  abstract long whole(FormulaTable table, int row);

  public CompiledExpression compile() {
    return new CompiledExpression(this);
  }
}
