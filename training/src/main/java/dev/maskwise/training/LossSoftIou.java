package dev.maskwise.training;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Soft IoU (Jaccard) loss of an image, 1 − Σpy / (Σp + Σy − Σpy + ε), with p the probability and y
 * the truth; from 0 to 1. An image without foreground has the loss 1 and no gradient.
 *
 * <p>Source: Rahman and Wang 2016.
 *
 * @param classes what the sums run over
 * @param epsilon added to the denominator, above 0
 */
public record LossSoftIou(
    @JsonProperty("classes") ClassSums classes, @JsonProperty("epsilon") double epsilon)
    implements OverlapLoss {

  /** Checks the parameters. */
  @JsonCreator
  public LossSoftIou {
    Parameters.positive("epsilon", epsilon);
  }

  /** All classes jointly, ε = 1e-6. */
  public LossSoftIou() {
    this(ClassSums.JOINT, Parameters.EPSILON);
  }

  @Override
  public OfSums ofSums(double intersection, double prediction, double truth) {
    double union = prediction + truth - intersection + epsilon;
    double iou = intersection / union;
    return new OfSums(1 - iou, -(1 + iou) / union, iou / union);
  }
}
