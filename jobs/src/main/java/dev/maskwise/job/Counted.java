package dev.maskwise.job;

import dev.maskwise.image.ScoredImage;
import dev.maskwise.statistic.ConfusionMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What counting an image gives for one model.
 *
 * @param outcome what is kept of the image
 * @param scores the image's scores, to be added to those of other images; null for labels
 */
record Counted(ModelOutcome outcome, @Nullable ScoredImage scores) {

  static Counted labels(ConfusionMatrix confusion) {
    return new Counted(new ModelOutcome(confusion, null), null);
  }

  static Counted scores(ScoredImage image) {
    return new Counted(new ModelOutcome(image.confusion(), image.statistics()), image);
  }
}
