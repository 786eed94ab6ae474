package ai.rapids.cudf;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A column of the model that its holders count. */
public final class ColumnVector extends ColumnView {

  ColumnVector(Cells cells) {
    super(cells, null);
  }

  public ColumnVector incRefCount() {
    reference();
    return this;
  }

  public boolean hasNulls() {
    return getNullCount() > 0;
  }

  public static ColumnVector fromScalar(Scalar scalar, int rows) {
    Device.call();
    return made(scalar.cells().take(new int[rows]));
  }

  public static ColumnVector sequence(Scalar first, int rows) {
    Device.call();
    return made(Cells.of(first.getType(), rows, i -> first.getLong() + i));
  }

  public static ColumnVector sequence(Scalar first, Scalar step, int rows) {
    Device.call();
    return made(Cells.of(first.getType(), rows, i -> first.getLong() + i * step.getLong()));
  }

  public static ColumnVector makeStruct(ColumnView... fields) {
    Device.call();
    Cells[] cells = Arrays.stream(fields).map(ColumnView::cells).toArray(Cells[]::new);
    return made(Cells.struct(Cells.all(cells[0].rows), cells));
  }

  public ColumnVector makeListFromOffsets(long rows, ColumnView offsets) {
    Device.call();
    int[] starts =
        IntStream.range(0, (int) rows + 1).map(i -> (int) offsets.cells().whole(i)).toArray();
    return made(Cells.list(Cells.all((int) rows), starts, cells()));
  }

  public static ColumnVector concatenate(ColumnView... parts) {
    Device.call();
    DType type = parts[0].getType();
    int rows = 0;
    for (ColumnView part : parts) {
      if (!part.getType().equals(type)) {
        throw new AssertionError(type + " and " + part.getType() + " in one column");
      }
      rows += part.cells().rows;
    }
    Number[] values = new Number[rows];
    int at = 0;
    for (ColumnView part : parts) {
      for (int i = 0; i < part.cells().rows; i++) {
        values[at++] = part.cells().number(i);
      }
    }
    return made(Cells.of(type, rows, i -> values[i]));
  }
}
