package dev.maskwise.rapids.loss;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.score.Pixels;
import dev.maskwise.rapids.score.ScoreFunction;
import dev.maskwise.spark.catalog.SoftOverlapFunctions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;

/** {@code soft_overlap}: Σp·y, Σy, Σp, Σp² and the valid pixels of each image, in float64. */
public final class SoftOverlap extends ScoreFunction {
  private static final long serialVersionUID = 1;

  public SoftOverlap(int ignore, String score) {
    super(ignore, score);
  }

  @Override
  public Row ofImage(Object scores, byte[] truth) {
    return row(SoftOverlapFunctions.softOverlap(scores, truth, ignore(), score()));
  }

  /** The struct of the SQL function as a value of a row. */
  static Row row(InternalRow sums) {
    return RowFactory.create(
        sums.getDouble(0), sums.getLong(1), sums.getDouble(2), sums.getDouble(3), sums.getLong(4));
  }

  /** The types of the struct. */
  static DType[] fields() {
    return new DType[] {DType.FLOAT64, DType.INT64, DType.FLOAT64, DType.FLOAT64, DType.INT64};
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      Pixels pixels = scope.own(pixels(images));
      ColumnVector counts = scope.own(pixels.counts(DType.INT64));
      if (pixels.none()) {
        ColumnVector zeros = scope.own(Segments.zeros(DType.FLOAT64, images.count()));
        return ColumnVector.makeStruct(zeros, counts, zeros, zeros, counts);
      }
      ColumnVector probabilities = scope.own(pixels.probabilities());
      return ColumnVector.makeStruct(
          scope.own(intersections(probabilities, pixels.mask(), pixels.offsets())),
          scope.own(Segments.sum(pixels.mask(), pixels.offsets(), DType.INT64)),
          scope.own(Segments.sum(probabilities, pixels.offsets(), DType.FLOAT64)),
          scope.own(squares(probabilities, pixels.offsets())),
          counts);
    }
  }

  /** Σp·y of each image; the caller closes the column. */
  static ColumnVector intersections(
      ColumnVector probabilities, ColumnVector mask, ColumnVector offsets) {
    Formula both = Formula.real(0).times(Formula.real(1));
    try (ColumnVector values = both.of(probabilities, mask)) {
      return Segments.sum(values, offsets, DType.FLOAT64);
    }
  }

  /** Σp² of each image; the caller closes the column. */
  static ColumnVector squares(ColumnVector probabilities, ColumnVector offsets) {
    Formula square = Formula.real(0).times(Formula.real(0));
    try (ColumnVector values = square.of(probabilities)) {
      return Segments.sum(values, offsets, DType.FLOAT64);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.structs(count, fields());
  }
}
