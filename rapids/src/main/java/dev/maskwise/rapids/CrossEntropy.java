package dev.maskwise.rapids;

import dev.maskwise.function.sql.ScoreFunctions;
import org.jspecify.annotations.Nullable;

/** {@code cross_entropy}: the mean binary cross-entropy of the logits of each image. */
final class CrossEntropy extends PixelLoss {
  private static final long serialVersionUID = 1;

  CrossEntropy(int ignore) {
    super(ignore);
  }

  @Override
  @Nullable Double ofImage(Object logits, byte[] truth) {
    return ScoreFunctions.crossEntropy(logits, truth, ignore(), LOGIT);
  }

  @Override
  Formula ofPixel() {
    return crossEntropy();
  }
}
