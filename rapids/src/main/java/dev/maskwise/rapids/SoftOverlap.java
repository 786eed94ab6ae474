package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import dev.maskwise.function.sql.ScoreFunctions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * {@code soft_overlap}: Σp·y, Σy, Σp, Σp² and the valid pixels of each image, in float64. Takes at
 * most 38 bytes a valid pixel on the device.
 */
final class SoftOverlap extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int ignore;

  SoftOverlap(int ignore) {
    this.ignore = ignore;
  }

  @Override
  Row ofImage(Object logits, byte[] truth) {
    InternalRow sums = ScoreFunctions.softOverlap(logits, truth, ignore, LOGIT);
    return RowFactory.create(
        sums.getDouble(0), sums.getLong(1), sums.getDouble(2), sums.getDouble(3), sums.getLong(4));
  }

  @Override
  ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      Pixels pixels = scope.own(new Pixels(this, images, ignore));
      ColumnVector counts = scope.own(pixels.counts(DType.INT64));
      if (pixels.none()) {
        ColumnVector zeros = scope.own(Segments.zeros(DType.FLOAT64, images.count()));
        return ColumnVector.makeStruct(zeros, counts, zeros, zeros, counts);
      }
      ColumnVector probabilities = scope.own(sigmoid().of(pixels.scores()));
      Formula p = Formula.real(0);
      return ColumnVector.makeStruct(
          scope.own(sum(p.times(Formula.real(1)), probabilities, pixels)),
          scope.own(Segments.sum(pixels.mask(), pixels.offsets(), DType.INT64)),
          scope.own(Segments.sum(probabilities, pixels.offsets(), DType.FLOAT64)),
          scope.own(sum(p.times(p), probabilities, pixels)),
          counts);
    }
  }

  private static ColumnVector sum(Formula of, ColumnVector probabilities, Pixels pixels) {
    try (ColumnVector values = of.of(probabilities, pixels.mask())) {
      return Segments.sum(values, pixels.offsets(), DType.FLOAT64);
    }
  }

  /**
   * σ(x) of column 0 without overflow: with u = exp(−|x|), 1/(1 + u) where x ≥ 0, else u/(1 + u).
   */
  private static Formula sigmoid() {
    Formula x = Formula.real(0);
    Formula one = Formula.constant(1.0);
    Formula u = Formula.constant(0.0).minus(x.abs()).exp();
    Formula positive = x.atLeast(Formula.constant(0.0));
    return positive.plus(one.minus(positive).times(u)).over(one.plus(u));
  }

  @Override
  ColumnVector nulls(int count) {
    return NullColumns.structs(
        count, DType.FLOAT64, DType.INT64, DType.FLOAT64, DType.FLOAT64, DType.INT64);
  }
}
