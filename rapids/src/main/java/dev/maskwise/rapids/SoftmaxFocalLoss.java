package dev.maskwise.rapids;

import dev.maskwise.spark.catalog.ClassScoreFunctions;
import org.jspecify.annotations.Nullable;

/** {@code multiclass_focal_loss}: the mean of (1 − p_t)^γ·CE over many classes of each image. */
final class SoftmaxFocalLoss extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final double gamma;

  SoftmaxFocalLoss(int classes, double gamma, int ignore, String score) {
    super(ignore, score);
    this.classes = classes;
    this.gamma = gamma;
  }

  @Override
  @Nullable Double ofImage(Object scores, byte[] truth) {
    return ClassScoreFunctions.softmaxFocalLoss(scores, truth, classes, gamma, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return ClassScores.read(this, images, classes);
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    return truth.focal(gamma);
  }
}
