package dev.maskwise.rapids.count;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import dev.maskwise.rapids.column.ImageFunction;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.spark.catalog.OverlapFunctions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;

/** {@code overlap}: four counts of each pair of masks. */
public final class MaskOverlap extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int ignore;

  public MaskOverlap(int ignore) {
    this.ignore = ignore;
  }

  @Override
  public Row ofImage(Object truth, byte[] prediction) {
    InternalRow counts = OverlapFunctions.overlap((byte[]) truth, prediction, ignore);
    return RowFactory.create(
        counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      ColumnVector lengths = scope.own(images.first().countElements());
      images.refuseAny(scope.own(Numbers.otherLength(images.second(), lengths, 1)));
      if (Numbers.none(images.first())) {
        ColumnVector zeros = scope.own(Segments.zeros(DType.INT64, images.count()));
        return ColumnVector.makeStruct(zeros, zeros, zeros, zeros);
      }
      ColumnView offsets = scope.own(images.first().getListOffsetsView());
      ColumnView labels = Numbers.view(images.first(), DType.UINT8, scope);
      ColumnVector truth = scope.own(Numbers.isOther(labels, 0));
      ColumnVector prediction =
          scope.own(Numbers.isOther(Numbers.view(images.second(), DType.UINT8, scope), 0));
      if (!Numbers.holds(DType.UINT8, ignore)) {
        return counts(truth, prediction, offsets, scope.own(lengths.castTo(DType.INT64)));
      }
      ColumnVector valid = scope.own(Numbers.isOther(labels, ignore));
      return counts(
          scope.own(truth.and(valid)),
          scope.own(prediction.and(valid)),
          offsets,
          scope.own(Segments.sum(valid, offsets, DType.INT64)));
    }
  }

  private static ColumnVector counts(
      ColumnVector truth, ColumnVector prediction, ColumnView offsets, ColumnVector pixels) {
    try (ColumnVector both = truth.and(prediction);
        ColumnVector intersections = Segments.sum(both, offsets, DType.INT64);
        ColumnVector truths = Segments.sum(truth, offsets, DType.INT64);
        ColumnVector predictions = Segments.sum(prediction, offsets, DType.INT64)) {
      return ColumnVector.makeStruct(intersections, truths, predictions, pixels);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.structs(count, DType.INT64, DType.INT64, DType.INT64, DType.INT64);
  }
}
