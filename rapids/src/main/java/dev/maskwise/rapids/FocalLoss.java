package dev.maskwise.rapids;

import dev.maskwise.spark.catalog.ScoreFunctions;
import org.jspecify.annotations.Nullable;

/** {@code focal_loss}: the mean of α_t·(1 − p_t)^γ·CE of each image. */
final class FocalLoss extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final double gamma;
  private final double alpha;

  FocalLoss(double gamma, double alpha, int ignore, String score) {
    super(ignore, score);
    this.gamma = gamma;
    this.alpha = alpha;
  }

  @Override
  @Nullable Double ofImage(Object scores, byte[] truth) {
    return ScoreFunctions.focalLoss(scores, truth, gamma, alpha, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return new Pixels(this, images, ignore(), kind());
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    Formula more = Formula.constant(2 * alpha - 1).times(Foreground.TRUTH);
    return Formula.constant(1 - alpha).plus(more).times(truth.focal(gamma));
  }
}
