package dev.maskwise.rapids.loss;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.OrderByArg;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.ScanAggregation;
import ai.rapids.cudf.ScanType;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * The Lovász extension of the IoU loss at the positive errors of many images at once: Σ e·ΔJ, the
 * greatest error of an image first (Berman, Triki &amp; Blaschko 2018, algorithm 1).
 *
 * <p>One sort ranks the pixels of all images by the key {@code image << 32 | (0x7fffffff − bits of
 * e) << 1 | y}. With G true pixels in the image, k passed and c of these true, U = G + k − c is the
 * union so far, and ΔJ = 1/U at a true pixel, (G − c) / (U(U − 1)) at another, which is 1 where U =
 * 1 and G = 0. Takes at most 80 bytes of the device's memory for a pixel with a positive error, and
 * 9 for any other.
 */
final class LovaszRanking {
  private static final long GREATEST = 0x7fffffffL;

  private LovaszRanking() {}

  /**
   * The value of each image, 0 without a positive error; the caller closes it.
   *
   * @param errors float32, at least one
   * @param mask whether a pixel is true
   * @param offsets int32, where each image starts, and the end
   */
  static ColumnVector values(ColumnVector errors, ColumnVector mask, ColumnVector offsets) {
    try (Scope scope = new Scope()) {
      ColumnVector positive = scope.own(positive(errors));
      ColumnVector truths = scope.own(Segments.sum(mask, offsets, DType.INT64));
      ColumnVector counts = scope.own(Segments.sum(positive, offsets, DType.INT32));
      ColumnVector starts = scope.own(counts.generateListOffsets());
      Table pixels = scope.own(withImage(errors, mask, offsets, positive));
      return pixels.getRowCount() == 0
          ? Segments.zeros(DType.FLOAT64, (int) truths.getRowCount())
          : sums(pixels, starts, truths);
    }
  }

  /** The values, but null for images without pixels; the caller closes all. */
  static ColumnVector nullWithoutPixels(ColumnVector values, ColumnVector offsets) {
    try (ColumnVector lengths = Segments.lengths(offsets);
        Scalar zero = Scalar.fromInt(0);
        ColumnVector some = lengths.greaterThan(zero);
        Scalar none = Scalar.fromNull(DType.FLOAT64)) {
      return some.ifElse(values, none);
    }
  }

  private static ColumnVector positive(ColumnVector errors) {
    try (Scalar zero = Scalar.fromFloat(0)) {
      return errors.greaterThan(zero);
    }
  }

  /** Image, error and truth of the pixels with a positive error. */
  private static Table withImage(
      ColumnVector errors, ColumnVector mask, ColumnVector offsets, ColumnVector positive) {
    try (ColumnVector image = Segments.imageOfPixel(offsets);
        Table all = new Table(image, errors, mask)) {
      return all.filter(positive);
    }
  }

  private static ColumnVector sums(Table pixels, ColumnVector starts, ColumnVector truths) {
    try (Scope scope = new Scope()) {
      ColumnVector keys = scope.own(sortedKeys(pixels));
      ColumnVector isTrue = scope.own(truthOf(keys));
      ColumnVector errors = scope.own(errorOf(keys));
      ColumnVector passed = scope.own(passedTruths(isTrue));
      ColumnVector rank = scope.own(Segments.count((int) keys.getRowCount()));
      // A sort by image first leaves every image where it was.
      Table image = scope.own(ofImage(pixels.getColumn(0), isTrue, starts, truths));
      ColumnVector terms =
          scope.own(
              term()
                  .of(
                      errors,
                      isTrue,
                      passed,
                      rank,
                      image.getColumn(0),
                      image.getColumn(1),
                      image.getColumn(2)));
      return Segments.sum(terms, starts, DType.FLOAT64);
    }
  }

  private static ColumnVector sortedKeys(Table pixels) {
    Formula descending = Formula.constant(GREATEST).minus(Formula.whole(1));
    Formula key =
        Formula.whole(0)
            .times(Formula.constant(1L << 32))
            .plus(descending.times(Formula.constant(2L)))
            .plus(Formula.whole(2));
    try (Scope scope = new Scope()) {
      ColumnView view = scope.own(pixels.getColumn(1).bitCastTo(DType.INT32));
      ColumnVector bits = scope.own(view.copyToColumnVector());
      ColumnVector keys = scope.own(key.of(pixels.getColumn(0), bits, pixels.getColumn(2)));
      Table unsorted = scope.own(new Table(keys));
      Table sorted = scope.own(unsorted.orderBy(OrderByArg.asc(0)));
      return Scope.result(sorted.getColumn(0));
    }
  }

  private static ColumnVector truthOf(ColumnVector keys) {
    try (Scalar one = Scalar.fromLong(1);
        ColumnVector bit = keys.bitAnd(one, DType.INT64)) {
      return bit.castTo(DType.INT32);
    }
  }

  private static ColumnVector errorOf(ColumnVector keys) {
    try (Scope scope = new Scope()) {
      Scalar one = scope.own(Scalar.fromInt(1));
      Scalar greatest = scope.own(Scalar.fromLong(GREATEST));
      ColumnVector shifted = scope.own(keys.shiftRight(one, DType.INT64));
      ColumnVector low = scope.own(shifted.bitAnd(greatest, DType.INT64));
      ColumnVector difference = scope.own(greatest.sub(low, DType.INT64));
      ColumnVector bits = scope.own(difference.castTo(DType.INT32));
      return scope.own(bits.bitCastTo(DType.FLOAT32)).copyToColumnVector();
    }
  }

  /** How many true pixels of the batch there are up to each pixel, itself included. */
  private static ColumnVector passedTruths(ColumnVector isTrue) {
    return isTrue.prefixSum();
  }

  /** For each pixel G of its image, the true pixels of the images before, and its start. */
  private static Table ofImage(
      ColumnVector imageOfPixel, ColumnVector isTrue, ColumnVector starts, ColumnVector truths) {
    try (Scope scope = new Scope()) {
      ColumnVector counts = scope.own(Segments.sum(isTrue, starts, DType.INT32));
      ColumnVector before = scope.own(counts.scan(ScanAggregation.sum(), ScanType.EXCLUSIVE));
      ColumnVector start = scope.own(starts.subVector(0, (int) truths.getRowCount()));
      Table images = scope.own(new Table(truths, before, start));
      return images.gather(imageOfPixel);
    }
  }

  /** e·ΔJ from error, y, true pixels passed, rank in the batch, G, those before, and start. */
  private static Formula term() {
    Formula one = Formula.constant(1.0);
    Formula y = Formula.real(1);
    Formula other = one.minus(y);
    Formula c = Formula.real(2).minus(Formula.real(5));
    Formula k = Formula.real(3).minus(Formula.real(6)).plus(one);
    Formula missed = Formula.real(4).minus(c);
    Formula union = missed.plus(k);
    Formula first = union.is(one);
    // U − 1 at another pixel; 1 instead of it at a true one, and where U is 1: never 0.
    Formula rest = union.minus(one).times(other).plus(y).plus(first.times(other));
    Formula ofOther = other.times(missed.over(rest).plus(first));
    return Formula.real(0).times(y.plus(ofOther).over(union));
  }
}
