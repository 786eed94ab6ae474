package ai.rapids.cudf;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Columns of the model from values and back. */
public final class Columns {
  private Columns() {}

  /** A column of bytes; null for a null row. */
  public static ColumnVector ofBytes(byte[]... rows) {
    byte[][] present =
        Arrays.stream(rows).map(row -> row == null ? new byte[0] : row).toArray(byte[][]::new);
    int[] offsets = offsets(rows, Arrays.stream(present).mapToInt(row -> row.length).toArray());
    byte[] all = new byte[offsets[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(present[i], 0, all, offsets[i], present[i].length);
    }
    return ColumnView.made(
        Cells.list(valid(rows), offsets, Cells.raw(DType.UINT8, all.length, all)));
  }

  /** A column of arrays; null for a null row or element. */
  public static ColumnVector ofFloats(Float[]... rows) {
    Float[][] present =
        Arrays.stream(rows).map(row -> row == null ? new Float[0] : row).toArray(Float[][]::new);
    int[] offsets = offsets(rows, Arrays.stream(present).mapToInt(row -> row.length).toArray());
    Float[] all = Arrays.stream(present).flatMap(Arrays::stream).toArray(Float[]::new);
    return ColumnView.made(
        Cells.list(valid(rows), offsets, Cells.of(DType.FLOAT32, all.length, i -> all[i])));
  }

  /** A column of structs of int64; null for a null row or field. */
  public static ColumnVector ofStructs(int fields, Long[]... rows) {
    Cells[] columns = new Cells[fields];
    for (int f = 0; f < fields; f++) {
      int field = f;
      columns[f] = Cells.of(DType.INT64, rows.length, i -> rows[i] == null ? null : rows[i][field]);
    }
    return ColumnView.made(Cells.struct(valid(rows), columns));
  }

  private static boolean[] valid(Object[] rows) {
    boolean[] valid = new boolean[rows.length];
    IntStream.range(0, rows.length).forEach(i -> valid[i] = rows[i] != null);
    return valid;
  }

  private static int[] offsets(Object[] rows, int[] lengths) {
    int[] offsets = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      offsets[i + 1] = offsets[i] + lengths[i];
    }
    return offsets;
  }

  /** A row: null, a number, a list for a struct or for an array of structs, or bytes. */
  public static Object row(ColumnVector column, int row) {
    return row(column.cells(), row);
  }

  private static Object row(Cells cells, int row) {
    if (!cells.valid[row]) {
      return null;
    }
    if (cells.type.equals(DType.STRUCT)) {
      return Arrays.stream(cells.children).map(field -> field.number(row)).toList();
    }
    if (cells.type.equals(DType.LIST) && cells.children[0].type.equals(DType.STRUCT)) {
      return IntStream.range(cells.offsets[row], cells.offsets[row + 1])
          .mapToObj(i -> row(cells.children[0], i))
          .toList();
    }
    if (cells.type.equals(DType.LIST)) {
      byte[] bytes = new byte[cells.offsets[row + 1] - cells.offsets[row]];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) cells.children[0].whole(cells.offsets[row] + i);
      }
      return bytes;
    }
    return cells.number(row);
  }
}
