package dev.maskwise.training;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Soft Dice loss of an image, 1 − 2Σpy / (Σp + Σy + ε), with p the probability and y the truth;
 * from 0 to 1. An image without foreground has the loss 1 and no gradient.
 *
 * <p>Source: Milletari, Navab and Ahmadi 2016, with plain sums instead of squares in the
 * denominator (Sudre et al. 2017).
 *
 * @param classes what the sums run over
 * @param epsilon added to the denominator, above 0
 */
public record LossSoftDice(
    @JsonProperty("classes") ClassSums classes, @JsonProperty("epsilon") double epsilon)
    implements OverlapLoss {

  /** Checks the parameters. */
  @JsonCreator
  public LossSoftDice {
    Parameters.positive("epsilon", epsilon);
  }

  /** All classes jointly, ε = 1e-6. */
  public LossSoftDice() {
    this(ClassSums.JOINT, Parameters.EPSILON);
  }

  @Override
  public OfSums ofSums(double intersection, double prediction, double truth) {
    double cardinalities = prediction + truth + epsilon;
    double dice = 2 * intersection / cardinalities;
    return new OfSums(1 - dice, -2 / cardinalities, dice / cardinalities);
  }
}
