package dev.maskwise.rapids.loss;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.score.ScoreFunction;
import dev.maskwise.rapids.score.ScoredPixels;
import dev.maskwise.rapids.score.TrueClass;

/** A loss that is the mean of a value of each valid pixel, null without a valid pixel. */
abstract class PixelLoss extends ScoreFunction {
  private static final long serialVersionUID = 1;

  PixelLoss(int ignore, String score) {
    super(ignore, score);
  }

  /** Reads the images of a batch; the caller closes what it gets. */
  abstract ScoredPixels read(ImageRows images);

  /** The value of a pixel. */
  abstract Formula ofPixel(TrueClass truth);

  @Override
  public final ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      ScoredPixels pixels = scope.own(read(images));
      if (pixels.none()) {
        return nulls(images.count());
      }
      ColumnVector values = scope.own(values(pixels));
      ColumnVector sums = scope.own(Segments.sumOrNull(values, pixels.offsets(), DType.FLOAT64));
      ColumnVector counts = scope.own(pixels.counts(DType.FLOAT64));
      return sums.div(counts, DType.FLOAT64);
    }
  }

  private ColumnVector values(ScoredPixels pixels) {
    try (TrueClass truth = pixels.ofTruth()) {
      return ofPixel(truth).of(truth.columns());
    }
  }

  @Override
  public final ColumnVector nulls(int count) {
    return Segments.nulls(DType.FLOAT64, count);
  }
}
