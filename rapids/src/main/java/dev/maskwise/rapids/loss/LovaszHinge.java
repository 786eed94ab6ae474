package dev.maskwise.rapids.loss;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.rapids.column.ImageFunction;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.score.Pixels;
import dev.maskwise.spark.catalog.LovaszFunctions;
import org.jspecify.annotations.Nullable;

/**
 * {@code lovasz_hinge}: the Lovász extension of the IoU loss at the errors max(1 − z·(2y − 1), 0)
 * of each image.
 */
public final class LovaszHinge extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int ignore;

  public LovaszHinge(int ignore) {
    this.ignore = ignore;
  }

  @Override
  public @Nullable Double ofImage(Object logits, byte[] truth) {
    return LovaszFunctions.lovaszHinge(logits, truth, ignore);
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      Pixels pixels = scope.own(new Pixels(images, ignore, ScoreKind.LOGIT));
      if (pixels.none()) {
        return nulls(images.count());
      }
      ColumnVector errors = scope.own(errors(pixels));
      ColumnVector values =
          scope.own(LovaszRanking.values(errors, pixels.mask(), pixels.offsets()));
      return LovaszRanking.nullWithoutPixels(values, pixels.offsets());
    }
  }

  /** 1 − z where the pixel is true and 1 + z where it is not, in float32 as on the CPU. */
  private static ColumnVector errors(Pixels pixels) {
    try (Scalar one = Scalar.fromFloat(1);
        ColumnVector ofTrue = one.sub(pixels.scores(), DType.FLOAT32);
        ColumnVector ofOthers = pixels.scores().add(one, DType.FLOAT32)) {
      return pixels.mask().ifElse(ofTrue, ofOthers);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return Segments.nulls(DType.FLOAT64, count);
  }
}
