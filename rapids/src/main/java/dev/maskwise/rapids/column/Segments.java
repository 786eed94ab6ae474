package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.OrderByArg;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.SegmentedReductionAggregation;
import ai.rapids.cudf.Table;

/** Columns of pixels whose images lie one after another, and columns of one value an image. */
public final class Segments {
  private Segments() {}

  /**
   * The sum of each image, null for an image without pixels.
   *
   * @param pixels at least one value
   * @param offsets int32, where each image starts, and the end
   * @param type of the sums
   */
  public static ColumnVector sumOrNull(ColumnView pixels, ColumnView offsets, DType type) {
    return pixels.segmentedReduce(offsets, SegmentedReductionAggregation.sum(), type);
  }

  /** The sum of each image, 0 for an image without pixels. */
  public static ColumnVector sum(ColumnView pixels, ColumnView offsets, DType type) {
    try (ColumnVector sums = sumOrNull(pixels, offsets, type);
        Scalar zero = zero(type)) {
      return sums.replaceNulls(zero);
    }
  }

  /** As many zeros. */
  public static ColumnVector zeros(DType type, int count) {
    try (Scalar zero = zero(type)) {
      return ColumnVector.fromScalar(zero, count);
    }
  }

  /** As many nulls. */
  public static ColumnVector nulls(DType type, int count) {
    try (Scalar none = Scalar.fromNull(type)) {
      return ColumnVector.fromScalar(none, count);
    }
  }

  private static Scalar zero(DType type) {
    if (type.equals(DType.FLOAT64)) {
      return Scalar.fromDouble(0);
    }
    return type.equals(DType.INT64) ? Scalar.fromLong(0) : Scalar.fromInt(0);
  }

  /** 0, 1, 2 … as int32. */
  public static ColumnVector count(int size) {
    try (Scalar zero = Scalar.fromInt(0)) {
      return ColumnVector.sequence(zero, size);
    }
  }

  /** The lengths, int32, of images that start at offsets. */
  public static ColumnVector lengths(ColumnVector offsets) {
    int images = (int) offsets.getRowCount() - 1;
    try (ColumnVector ends = offsets.subVector(1, images + 1);
        ColumnVector starts = offsets.subVector(0, images)) {
      return ends.sub(starts, DType.INT32);
    }
  }

  /** The index of its image for each pixel, int32. */
  public static ColumnVector imageOfPixel(ColumnVector offsets) {
    try (Scope scope = new Scope()) {
      ColumnVector lengths = scope.own(lengths(offsets));
      ColumnVector images = scope.own(count((int) offsets.getRowCount() - 1));
      Table each = scope.own(new Table(images));
      Table repeated = scope.own(each.repeat(lengths));
      return Scope.result(repeated.getColumn(0));
    }
  }

  /** The index of the first row that is true. */
  static int firstTrue(ColumnView flags) {
    try (Scope scope = new Scope()) {
      ColumnVector indices = scope.own(count((int) flags.getRowCount()));
      Table all = scope.own(new Table(indices));
      Table hits = scope.own(all.filter(flags));
      return scope.own(hits.getColumn(0).getScalarElement(0)).getInt();
    }
  }

  /**
   * Where each image starts, and the end, int32, from the image of each pixel.
   *
   * @param imageOfPixel int32, ascending
   */
  public static ColumnVector starts(ColumnVector imageOfPixel, int images) {
    try (Scope scope = new Scope()) {
      Table pixels = scope.own(new Table(imageOfPixel));
      Table bounds = scope.own(new Table(scope.own(count(images + 1))));
      return pixels.lowerBound(bounds, OrderByArg.asc(0));
    }
  }

  /** Whether every row is true. */
  static boolean all(ColumnView flags) {
    try (Scalar all = flags.all()) {
      return all.isValid() && all.getBoolean();
    }
  }

  /** Whether any row is true. */
  public static boolean any(ColumnView flags) {
    try (Scalar any = flags.any()) {
      return any.isValid() && any.getBoolean();
    }
  }
}
