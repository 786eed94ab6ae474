package dev.maskwise.rapids;

import dev.maskwise.function.sql.ScoreFunctions;
import org.jspecify.annotations.Nullable;

/** {@code focal_loss}: the mean of α_t·(1 − p_t)^γ·CE of each image. */
final class FocalLoss extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final double gamma;
  private final double alpha;

  /** With constants that the SQL function takes. */
  FocalLoss(double gamma, double alpha, int ignore) {
    super(ignore);
    this.gamma = gamma;
    this.alpha = alpha;
  }

  @Override
  @Nullable Double ofImage(Object logits, byte[] truth) {
    return ScoreFunctions.focalLoss(logits, truth, gamma, alpha, ignore(), LOGIT);
  }

  @Override
  Formula ofPixel() {
    Formula weight = Formula.constant(1 - alpha).plus(Formula.constant(2 * alpha - 1).times(TRUTH));
    return weight.times(modulation().times(crossEntropy()));
  }

  private Formula modulation() {
    float exponent = (float) gamma; // as the kernels take it
    if (exponent == 0) {
      return Formula.constant(1.0);
    }
    return exponent == 2 ? doubt().times(doubt()) : doubt().power(exponent);
  }
}
