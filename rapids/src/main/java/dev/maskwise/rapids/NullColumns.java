package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import ai.rapids.cudf.Scalar;
import java.util.Arrays;

/** Columns of nulls alone, of types that are made of others. */
final class NullColumns {
  private NullColumns() {}

  /** Nulls of a struct. */
  static ColumnVector structs(int count, DType... fields) {
    HostColumnVector.DataType[] types =
        Arrays.stream(fields)
            .map(field -> new HostColumnVector.BasicType(false, field))
            .toArray(HostColumnVector.DataType[]::new);
    try (Scalar none = Scalar.structFromNull(types)) {
      return ColumnVector.fromScalar(none, count);
    }
  }

  /** Nulls of bytes. */
  static ColumnVector bytes(int count) {
    try (Scalar none = Scalar.listFromNull(new HostColumnVector.BasicType(false, DType.UINT8))) {
      return ColumnVector.fromScalar(none, count);
    }
  }
}
