package dev.maskwise.rapids;

import dev.maskwise.spark.catalog.ClassScoreFunctions;
import org.jspecify.annotations.Nullable;

/** {@code multiclass_cross_entropy}: the mean cross-entropy over many classes of each image. */
final class SoftmaxCrossEntropy extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final int classes;

  SoftmaxCrossEntropy(int classes, int ignore, String score) {
    super(ignore, score);
    this.classes = classes;
  }

  @Override
  @Nullable Double ofImage(Object scores, byte[] truth) {
    return ClassScoreFunctions.softmaxCrossEntropy(scores, truth, classes, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return ClassScores.read(this, images, classes);
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    return truth.crossEntropy();
  }
}
