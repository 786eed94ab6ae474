package dev.maskwise.training.figures;

import dev.maskwise.training.LossLovaszHinge;
import dev.maskwise.training.PerImageLoss;
import java.util.Arrays;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The truth of an image of one class, and the probability that a model gives each pixel. */
final class OneImage {
  private final double[] truth;
  private final double[] logits;

  OneImage(double[] truth, double[] probabilities) {
    this.truth = truth.clone();
    logits = Arrays.stream(probabilities).map(p -> Math.log(p) - Math.log1p(-p)).toArray();
  }

  /** Pixels of foreground with one probability. */
  static OneImage foreground(int pixels, double probability) {
    double[] truth = new double[pixels];
    Arrays.fill(truth, 1);
    double[] probabilities = new double[pixels];
    Arrays.fill(probabilities, probability);
    return new OneImage(truth, probabilities);
  }

  double score(PerImageLoss loss) {
    return loss.computeScore(row(truth), row(logits), activation(loss), null, true);
  }

  /** The derivative by each logit. */
  double[] gradient(PerImageLoss loss) {
    return loss.computeGradient(row(truth), row(logits), activation(loss), null).toDoubleVector();
  }

  private static IActivation activation(PerImageLoss loss) {
    return loss instanceof LossLovaszHinge ? new ActivationIdentity() : new ActivationSigmoid();
  }

  private static INDArray row(double[] values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}
