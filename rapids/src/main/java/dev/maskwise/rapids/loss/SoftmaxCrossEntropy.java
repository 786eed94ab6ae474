package dev.maskwise.rapids.loss;

import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.score.ScoredPixels;
import dev.maskwise.rapids.score.TrueClass;
import dev.maskwise.spark.catalog.PixelLossFunctions;
import org.jspecify.annotations.Nullable;

/** {@code multiclass_cross_entropy}: the mean cross-entropy over many classes of each image. */
public final class SoftmaxCrossEntropy extends PixelLoss {
  private static final long serialVersionUID = 1;

  private final int classes;

  public SoftmaxCrossEntropy(int classes, int ignore, String score) {
    super(ignore, score);
    this.classes = classes;
  }

  @Override
  public @Nullable Double ofImage(Object scores, byte[] truth) {
    return PixelLossFunctions.multiclassCrossEntropy(scores, truth, classes, ignore(), score());
  }

  @Override
  ScoredPixels read(ImageRows images) {
    return classScores(images, classes);
  }

  @Override
  Formula ofPixel(TrueClass truth) {
    return truth.crossEntropy();
  }
}
