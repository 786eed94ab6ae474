package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.jspecify.annotations.Nullable;

/**
 * One row of a column, copied from the device, as the SQL functions take it: bytes, an array of
 * float32, or a struct of int64. The row is not null.
 */
final class HostRow {
  private HostRow() {}

  static Object of(ColumnVector column, int row) {
    return column.getType().equals(DType.STRUCT) ? struct(column, row) : list(column, row);
  }

  private static GenericInternalRow struct(ColumnVector structs, int row) {
    Object[] fields = new Object[structs.getNumChildren()];
    for (int i = 0; i < fields.length; i++) {
      try (Scope scope = new Scope()) {
        ColumnView field = scope.own(structs.getChildColumnView(i));
        fields[i] = scope.own(field.getScalarElement(row)).getLong();
      }
    }
    return new GenericInternalRow(fields);
  }

  private static Object list(ColumnVector lists, int row) {
    try (Scope scope = new Scope()) {
      ColumnVector one = scope.own(lists.subVector(row, row + 1));
      ColumnView values = scope.own(one.getChildColumnView(0));
      int count = (int) values.getRowCount();
      boolean bytes = values.getType().equals(DType.UINT8);
      if (count == 0) {
        return bytes ? new byte[0] : new GenericArrayData(new Object[0]);
      }
      HostColumnVector host = scope.own(values.copyToHost());
      return bytes ? bytes(host, count) : floats(host, count);
    }
  }

  private static byte[] bytes(HostColumnVector host, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = host.getByte(i);
    }
    return bytes;
  }

  private static GenericArrayData floats(HostColumnVector host, int count) {
    @Nullable Object[] floats = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      floats[i] = host.isNull(i) ? null : (Object) host.getFloat(i);
    }
    return new GenericArrayData(Objects.requireNonNull(floats));
  }
}
