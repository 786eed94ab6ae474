package dev.maskwise.rapids.count;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * Numbers as varints on the device: seven bits a byte from the lowest, the high bit set on all
 * bytes but the last, no longer than they must be. Each number gets five places for bytes; those
 * that it does not need are null and left out.
 */
final class Varints {

  /** Enough for any count of pixels of a column. */
  private static final int PLACES = 5;

  private static final int BITS = 7;

  private Varints() {}

  /**
   * Lists of bytes; the caller closes the column.
   *
   * @param numbers int64 from 0 to 2^35 − 1; nulls are left out
   * @param offsets int32, where the numbers of each list start, and the end
   */
  static ColumnVector lists(ColumnVector numbers, ColumnVector offsets) {
    try (Scope scope = new Scope()) {
      ColumnVector[] places = new ColumnVector[PLACES];
      for (int i = 0; i < PLACES; i++) {
        places[i] = scope.own(place(numbers, i));
      }
      Table table = scope.own(new Table(places));
      ColumnVector all = scope.own(table.interleaveColumns());
      ColumnVector isThere = scope.own(all.isNotNull());
      Table one = scope.own(new Table(all));
      Table bytes = scope.own(one.filter(isThere));
      Scalar each = scope.own(Scalar.fromInt(PLACES));
      ColumnVector starts = scope.own(offsets.mul(each, DType.INT32));
      ColumnVector lengths = scope.own(Segments.sum(isThere, starts, DType.INT32));
      ColumnVector byteStarts = scope.own(lengths.generateListOffsets());
      return bytes.getColumn(0).makeListFromOffsets(lengths.getRowCount(), byteStarts);
    }
  }

  /** The byte of each number at a place, null where it has none there. */
  private static ColumnVector place(ColumnVector numbers, int index) {
    try (Scope scope = new Scope()) {
      ColumnVector rest = scope.own(shifted(numbers, index));
      Scalar mask = scope.own(Scalar.fromLong(0x7f));
      Scalar more = scope.own(Scalar.fromLong(0x80));
      ColumnVector low = scope.own(rest.bitAnd(mask, DType.INT64));
      ColumnVector marked = scope.own(low.bitOr(more, DType.INT64));
      ColumnVector continues = scope.own(isPositive(scope.own(shifted(numbers, index + 1))));
      ColumnVector wide = scope.own(continues.ifElse(marked, low));
      ColumnVector bytes = scope.own(wide.castTo(DType.UINT8));
      ColumnVector isThere = scope.own(index == 0 ? numbers.isNotNull() : isPositive(rest));
      Scalar none = scope.own(Scalar.fromNull(DType.UINT8));
      return isThere.ifElse(bytes, none);
    }
  }

  private static ColumnVector shifted(ColumnVector numbers, int places) {
    try (Scalar bits = Scalar.fromInt(BITS * places)) {
      return numbers.shiftRight(bits, DType.INT64);
    }
  }

  private static ColumnVector isPositive(ColumnVector numbers) {
    try (Scalar zero = Scalar.fromLong(0)) {
      return numbers.greaterThan(zero);
    }
  }
}
