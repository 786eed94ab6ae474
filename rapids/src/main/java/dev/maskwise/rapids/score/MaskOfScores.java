package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.column.UnaryFunction;
import dev.maskwise.spark.catalog.MaskFunctions;

/** {@code mask_of_scores}: 1 where a score is at least the float32 of the threshold, else 0. */
public final class MaskOfScores extends UnaryFunction {
  private static final long serialVersionUID = 1;

  private final double threshold;

  public MaskOfScores(double threshold) {
    this.threshold = threshold;
  }

  @Override
  protected byte[] ofValue(Object scores) {
    return MaskFunctions.maskOfScores(scores, threshold);
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      ColumnVector starts = scope.own(ScorePlanes.starts(images, 1));
      ColumnVector mask = scope.own(mask(images, starts));
      return mask.makeListFromOffsets(images.count(), starts);
    }
  }

  private ColumnVector mask(ImageRows images, ColumnVector starts) {
    if (Numbers.none(images.first())) {
      return Segments.nulls(DType.UINT8, 0);
    }
    try (Scope scope = new Scope()) {
      ColumnView view = Numbers.view(images.first(), DType.FLOAT32, scope);
      ColumnVector scores = scope.own(view.copyToColumnVector());
      ColumnVector finite = scope.own(Formula.finite(0).of(scores));
      images.refuseCounted(scope.own(finite.not()), starts);
      Scalar least = scope.own(Scalar.fromFloat((float) threshold));
      return scope.own(scores.greaterOrEqualTo(least)).castTo(DType.UINT8);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.bytes(count);
  }
}
