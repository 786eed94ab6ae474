package dev.maskwise.training;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Focal Tversky loss of an image, (1 − TP / (TP + α·FP + β·FN + ε))^γ with the soft counts TP =
 * Σpy, FP = Σp(1 − y), FN = Σ(1 − p)y; from 0 to 1.
 *
 * <p>α = β = 1 is the soft IoU loss, α = β = ½ the soft Dice loss but for ε. β above α makes a
 * missed pixel dearer than a false one. An image without foreground has the loss 1 and no gradient.
 *
 * <p>Sources: Salehi, Erdogmus and Gholipour 2017 (α weighs the false positives there too); Abraham
 * and Khan 2019, who write the exponent as 1/γ.
 *
 * @param classes what the sums run over
 * @param alpha weight of the false positives, at least 0
 * @param beta weight of the false negatives, at least 0
 * @param exponent of the whole loss of each overlap, above 0; 1 is the plain Tversky loss
 * @param epsilon added to the denominator, above 0
 */
public record LossTversky(
    @JsonProperty("classes") ClassSums classes,
    @JsonProperty("alpha") double alpha,
    @JsonProperty("beta") double beta,
    @JsonProperty("exponent") double exponent,
    @JsonProperty("epsilon") double epsilon)
    implements OverlapLoss {

  /** Checks the parameters. */
  @JsonCreator
  public LossTversky {
    Parameters.notNegative("alpha", alpha);
    Parameters.notNegative("beta", beta);
    Parameters.positive("exponent", exponent);
    Parameters.positive("epsilon", epsilon);
  }

  /** All classes jointly, exponent 1, ε = 1e-6. */
  public LossTversky(double alpha, double beta) {
    this(ClassSums.JOINT, alpha, beta, 1, Parameters.EPSILON);
  }

  /** All classes jointly, ε = 1e-6. */
  public LossTversky(double alpha, double beta, double exponent) {
    this(ClassSums.JOINT, alpha, beta, exponent, Parameters.EPSILON);
  }

  @Override
  public OfSums ofSums(double intersection, double prediction, double truth) {
    double denominator =
        intersection
            + alpha * (prediction - intersection)
            + beta * (truth - intersection)
            + epsilon;
    double index = intersection / denominator;
    double plain = 1 - index;
    double outer = exponent == 1 ? 1 : exponent * Math.pow(plain, exponent - 1);
    double byIntersection = (index * (1 - alpha - beta) - 1) / denominator;
    double byPrediction = index * alpha / denominator;
    return new OfSums(Math.pow(plain, exponent), outer * byIntersection, outer * byPrediction);
  }
}
