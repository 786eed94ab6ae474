package ai.rapids.cudf;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Columns of the model, of which the table holds a reference each. */
public final class Table implements AutoCloseable {
  private final ColumnVector[] columns;
  private boolean isOpen = true;

  public Table(ColumnVector... columns) {
    Device.call();
    this.columns = columns.clone();
    for (ColumnVector column : columns) {
      if (column.getRowCount() != columns[0].getRowCount()) {
        throw new AssertionError("a table of columns of several lengths");
      }
      column.reference();
    }
    Device.opened();
  }

  private static Table of(Cells... cells) {
    ColumnVector[] made = Arrays.stream(cells).map(ColumnView::made).toArray(ColumnVector[]::new);
    try {
      return new Table(made);
    } finally {
      for (ColumnVector column : made) {
        column.close();
      }
    }
  }

  private Table each(UnaryOperator<Cells> change) {
    return of(
        Arrays.stream(columns).map(column -> change.apply(column.cells())).toArray(Cells[]::new));
  }

  @Override
  public void close() {
    if (!isOpen) {
      throw new AssertionError("a table was closed twice");
    }
    isOpen = false;
    for (ColumnVector column : columns) {
      column.close();
    }
    Device.closed();
  }

  public ColumnVector getColumn(int index) {
    if (!isOpen) {
      throw new AssertionError("a table was used after it was closed");
    }
    return columns[index];
  }

  public long getRowCount() {
    return columns[0].getRowCount();
  }

  private int rows() {
    return (int) getRowCount();
  }

  public Table filter(ColumnView mask) {
    Device.call();
    Cells flags = mask.cells();
    if (flags.rows != rows()) {
      throw new AssertionError(flags.rows + " flags for " + rows() + " rows");
    }
    int[] kept =
        IntStream.range(0, rows()).filter(i -> flags.valid[i] && flags.whole(i) != 0).toArray();
    return each(cells -> cells.take(kept));
  }

  public Table gather(ColumnView map) {
    Device.call();
    return each(cells -> cells.take(rowsOf(map.cells())));
  }

  public Table gather(ColumnView map, OutOfBoundsPolicy policy) {
    Device.call();
    int[] rows =
        Arrays.stream(rowsOf(map.cells()))
            .map(row -> row < rows() || policy != OutOfBoundsPolicy.NULLIFY ? row : -1)
            .toArray();
    return each(cells -> cells.take(rows));
  }

  private static int[] rowsOf(Cells map) {
    return IntStream.range(0, map.rows).map(i -> (int) map.whole(i)).toArray();
  }

  public Table repeat(ColumnView counts) {
    Device.call();
    int[] rows =
        IntStream.range(0, rows())
            .flatMap(i -> IntStream.generate(() -> i).limit(counts.cells().whole(i)))
            .toArray();
    return each(cells -> cells.take(rows));
  }

  public Table orderBy(OrderByArg... by) {
    Device.call();
    Cells keys = columns[by[0].index].cells();
    int[] rows =
        IntStream.range(0, rows())
            .boxed()
            .sorted(Comparator.comparingLong(keys::whole))
            .mapToInt(Integer::intValue)
            .toArray();
    return each(cells -> cells.take(rows));
  }

  /** For each value the first row of this sorted column of whole numbers that is not less. */
  public ColumnVector lowerBound(Table values, OrderByArg... by) {
    Device.call();
    Cells keys = columns[by[0].index].cells();
    Cells wanted = values.columns[0].cells();
    return ColumnView.made(
        Cells.of(
            DType.INT32,
            wanted.rows,
            i ->
                (int)
                    IntStream.range(0, keys.rows)
                        .filter(row -> keys.whole(row) < wanted.whole(i))
                        .count()));
  }

  public ColumnVector interleaveColumns() {
    Device.call();
    int width = columns.length;
    return ColumnView.made(
        Cells.of(
            columns[0].getType(),
            rows() * width,
            i -> columns[i % width].cells().number(i / width)));
  }

  public GroupByOperation groupBy(int... keys) {
    return new GroupByOperation(this, keys[0]);
  }

  /** Groups by one key of whole numbers, which can only be counted. */
  public static final class GroupByOperation {
    private final Table table;
    private final int key;

    private GroupByOperation(Table table, int key) {
      this.table = table;
      this.key = key;
    }

    public Table aggregate(GroupByAggregationOnColumn... counts) {
      Device.call();
      Cells keys = table.columns[key].cells();
      Map<Long, Integer> groups = new LinkedHashMap<>();
      for (int i = keys.rows - 1; i >= 0; i--) {
        groups.merge(keys.whole(i), 1, Integer::sum);
      }
      List<Map.Entry<Long, Integer>> list = List.copyOf(groups.entrySet());
      return of(
          Cells.of(keys.type, list.size(), i -> list.get(i).getKey()),
          Cells.of(DType.INT32, list.size(), i -> list.get(i).getValue()));
    }
  }
}
