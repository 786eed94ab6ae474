package dev.maskwise.rapids;

import dev.maskwise.spark.catalog.ScoreFunctions;
import org.jspecify.annotations.Nullable;

/** {@code cross_entropy}: the mean binary cross-entropy of each image. */
final class CrossEntropy extends PixelLoss {
  private static final long serialVersionUID = 1;

  CrossEntropy(int ignore, String score) {
    super(ignore, score);
  }

  @Override
  @Nullable Double ofImage(Object scores, byte[] truth) {
    return ScoreFunctions.crossEntropy(scores, truth, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return new Pixels(this, images, ignore(), kind());
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    return truth.crossEntropy();
  }
}
