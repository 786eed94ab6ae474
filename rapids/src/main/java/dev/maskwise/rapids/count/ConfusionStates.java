package dev.maskwise.rapids.count;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.OrderByArg;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * The versioned bytes of confusion matrices, written on the device: for each image the numbers 1
 * (the version), K and how many cells are not zero, then for each of these the number of zeros
 * before it and its count, all as varints. Every image has an entry for its first three numbers and
 * one for each cell; entries are sorted by the key {@code image·stride}, plus 1 + cell for a cell,
 * so that the zeros before a cell are the difference of two keys.
 *
 * @param images how many
 * @param classes K
 */
record ConfusionStates(int images, int classes) {
  private static final long VERSION = 1;

  /** The numbers of an entry; the third is null for a cell. */
  private static final int NUMBERS = 3;

  /** The keys of an image. */
  long stride() {
    return (long) classes * classes + 1;
  }

  /** The states of images of which no pixel counts; the caller closes the column. */
  ColumnVector withoutCounts() {
    try (ColumnVector keys = headKeys();
        ColumnVector zeros = Segments.zeros(DType.INT64, images);
        Table entries = new Table(keys, zeros)) {
      return lists(entries);
    }
  }

  /**
   * The states of counted cells; the caller closes the column.
   *
   * @param counts keys, int64, in any order, and counts, int32
   */
  ColumnVector of(Table counts) {
    try (Scope scope = new Scope()) {
      ColumnVector heads = scope.own(headKeys());
      ColumnVector zeros = scope.own(Segments.zeros(DType.INT64, images));
      ColumnVector cells = scope.own(counts.getColumn(1).castTo(DType.INT64));
      ColumnVector keys = scope.own(ColumnVector.concatenate(heads, counts.getColumn(0)));
      ColumnVector values = scope.own(ColumnVector.concatenate(zeros, cells));
      Table unsorted = scope.own(new Table(keys, values));
      return lists(scope.own(unsorted.orderBy(OrderByArg.asc(0))));
    }
  }

  private ColumnVector headKeys() {
    try (Scalar first = Scalar.fromLong(0);
        Scalar step = Scalar.fromLong(stride())) {
      return ColumnVector.sequence(first, step, images);
    }
  }

  private ColumnVector lists(Table entries) {
    try (Scope scope = new Scope()) {
      ColumnVector keys = entries.getColumn(0);
      ColumnVector isHead = scope.own(isHead(keys));
      ColumnVector starts = scope.own(starts(isHead));
      ColumnVector gaps = scope.own(zerosBefore(keys));
      ColumnVector used = scope.own(used(keys, starts));
      Scalar version = scope.own(Scalar.fromLong(VERSION));
      Scalar size = scope.own(Scalar.fromLong(classes));
      Scalar none = scope.own(Scalar.fromNull(DType.INT64));
      Table numbers =
          scope.own(
              new Table(
                  scope.own(isHead.ifElse(version, gaps)),
                  scope.own(isHead.ifElse(size, entries.getColumn(1))),
                  scope.own(isHead.ifElse(used, none))));
      Scalar each = scope.own(Scalar.fromInt(NUMBERS));
      return Varints.lists(
          scope.own(numbers.interleaveColumns()), scope.own(starts.mul(each, DType.INT32)));
    }
  }

  private ColumnVector isHead(ColumnVector keys) {
    try (Scalar stride = Scalar.fromLong(stride());
        ColumnVector cell = keys.mod(stride, DType.INT64);
        Scalar zero = Scalar.fromLong(0)) {
      return cell.equalTo(zero);
    }
  }

  /** The first entry of each image, and the end. */
  private static ColumnVector starts(ColumnVector isHead) {
    try (Scope scope = new Scope()) {
      int entries = (int) isHead.getRowCount();
      ColumnVector indices = scope.own(Segments.count(entries));
      Table all = scope.own(new Table(indices));
      Table heads = scope.own(all.filter(isHead));
      Scalar end = scope.own(Scalar.fromInt(entries));
      ColumnVector last = scope.own(ColumnVector.fromScalar(end, 1));
      return ColumnVector.concatenate(heads.getColumn(0), last);
    }
  }

  /** The difference to the key before, less 1. */
  private static ColumnVector zerosBefore(ColumnVector keys) {
    try (Scope scope = new Scope()) {
      Scalar one = scope.own(Scalar.fromLong(1));
      Scalar before = scope.own(Scalar.fromLong(-1));
      ColumnVector first = scope.own(ColumnVector.fromScalar(before, 1));
      ColumnVector rest = scope.own(keys.subVector(0, (int) keys.getRowCount() - 1));
      ColumnVector previous = scope.own(ColumnVector.concatenate(first, rest));
      ColumnVector difference = scope.own(keys.sub(previous, DType.INT64));
      return difference.sub(one, DType.INT64);
    }
  }

  /** How many cells its image has, for each entry. */
  private ColumnVector used(ColumnVector keys, ColumnVector starts) {
    try (Scope scope = new Scope()) {
      Scalar stride = scope.own(Scalar.fromLong(stride()));
      ColumnVector image = scope.own(keys.div(stride, DType.INT64));
      ColumnVector index = scope.own(image.castTo(DType.INT32));
      ColumnVector lengths = scope.own(Segments.lengths(starts));
      Scalar one = scope.own(Scalar.fromInt(1));
      Table cells = scope.own(new Table(scope.own(lengths.sub(one, DType.INT64))));
      Table ofEntries = scope.own(cells.gather(index));
      return Scope.result(ofEntries.getColumn(0));
    }
  }
}
