package ai.rapids.cudf;

/** A table of the model as formulas see it. */
public final class FormulaTable {
  private final Table table;

  public FormulaTable(Table table) {
    this.table = table;
  }

  public static void open() {
    Device.call();
    Device.opened();
  }

  public static void close() {
    Device.closed();
  }

  public static boolean isFloating(DType type) {
    return Cells.isFloating(type);
  }

  private Cells cells(int column) {
    return table.getColumn(column).cells();
  }

  public DType type(int column) {
    return cells(column).type;
  }

  public double real(int column, int row) {
    return cells(column).real(row);
  }

  public long whole(int column, int row) {
    return cells(column).whole(row);
  }

  /** The value of a row. */
  public interface Value {
    Number of(int row);
  }

  public ColumnVector make(DType type, Value value) {
    Device.call();
    return ColumnView.made(Cells.of(type, (int) table.getRowCount(), value::of));
  }
}
