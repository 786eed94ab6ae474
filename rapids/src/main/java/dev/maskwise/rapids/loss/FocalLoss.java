package dev.maskwise.rapids.loss;

import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.score.Foreground;
import dev.maskwise.rapids.score.ScoredPixels;
import dev.maskwise.rapids.score.TrueClass;
import dev.maskwise.spark.catalog.PixelLossFunctions;
import org.jspecify.annotations.Nullable;

/** {@code focal_loss}: the mean of α_t·(1 − p_t)^γ·CE of each image. */
public final class FocalLoss extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final double gamma;
  private final double alpha;

  public FocalLoss(double gamma, double alpha, int ignore, String score) {
    super(ignore, score);
    this.gamma = gamma;
    this.alpha = alpha;
  }

  @Override
  public @Nullable Double ofImage(Object scores, byte[] truth) {
    return PixelLossFunctions.focalLoss(scores, truth, gamma, alpha, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return pixels(images);
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    Formula more = Formula.constant(2 * alpha - 1).times(Foreground.TRUTH);
    return Formula.constant(1 - alpha).plus(more).times(truth.focal(gamma));
  }
}
