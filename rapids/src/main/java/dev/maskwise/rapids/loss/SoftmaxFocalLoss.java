package dev.maskwise.rapids.loss;

import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.score.ScoredPixels;
import dev.maskwise.rapids.score.TrueClass;
import dev.maskwise.spark.catalog.PixelLossFunctions;
import org.jspecify.annotations.Nullable;

/** {@code multiclass_focal_loss}: the mean of (1 − p_t)^γ·CE over many classes of each image. */
public final class SoftmaxFocalLoss extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final double gamma;

  public SoftmaxFocalLoss(int classes, double gamma, int ignore, String score) {
    super(ignore, score);
    this.classes = classes;
    this.gamma = gamma;
  }

  @Override
  public @Nullable Double ofImage(Object scores, byte[] truth) {
    return PixelLossFunctions.multiclassFocalLoss(scores, truth, classes, gamma, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return classScores(images, classes);
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    return truth.focal(gamma);
  }
}
