package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import ai.rapids.cudf.Scalar;
import java.util.Arrays;

/** Columns of nulls alone, of types that are made of others. */
public final class NullColumns {
  private NullColumns() {}

  /** Nulls of a struct. */
  public static ColumnVector structs(int count, DType... fields) {
    try (Scalar none = Scalar.structFromNull(types(fields))) {
      return ColumnVector.fromScalar(none, count);
    }
  }

  /** Nulls of arrays of a struct. */
  public static ColumnVector arraysOfStructs(int count, DType... fields) {
    HostColumnVector.DataType struct = new HostColumnVector.StructType(false, types(fields));
    try (Scalar none = Scalar.listFromNull(struct)) {
      return ColumnVector.fromScalar(none, count);
    }
  }

  private static HostColumnVector.DataType[] types(DType... fields) {
    return Arrays.stream(fields)
        .map(field -> new HostColumnVector.BasicType(false, field))
        .toArray(HostColumnVector.DataType[]::new);
  }

  /** Nulls of bytes. */
  public static ColumnVector bytes(int count) {
    try (Scalar none = Scalar.listFromNull(new HostColumnVector.BasicType(false, DType.UINT8))) {
      return ColumnVector.fromScalar(none, count);
    }
  }
}
