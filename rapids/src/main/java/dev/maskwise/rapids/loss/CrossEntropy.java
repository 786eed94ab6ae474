package dev.maskwise.rapids.loss;

import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.score.ScoredPixels;
import dev.maskwise.rapids.score.TrueClass;
import dev.maskwise.spark.catalog.PixelLossFunctions;
import org.jspecify.annotations.Nullable;

/** {@code cross_entropy}: the mean binary cross-entropy of each image. */
public final class CrossEntropy extends PixelLoss {
  private static final long serialVersionUID = 1;

  public CrossEntropy(int ignore, String score) {
    super(ignore, score);
  }

  @Override
  public @Nullable Double ofImage(Object scores, byte[] truth) {
    return PixelLossFunctions.crossEntropy(scores, truth, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return pixels(images);
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    return truth.crossEntropy();
  }
}
