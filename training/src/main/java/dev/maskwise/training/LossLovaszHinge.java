package dev.maskwise.training;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Lovász hinge of an image, on logits z of one class: the Lovász extension of 1 − IoU at the hinge
 * errors 1 − z(2y − 1), of which only positive ones count; at least 0. The mean over the channels
 * if there are more.
 *
 * <p>An image without foreground has the largest positive error as its loss. Piecewise linear:
 * where two errors are equal, or one is 0, the gradient is one of the subgradients.
 *
 * <p>Cost: sorting the pixels with positive errors.
 *
 * <p>Source: Berman, Triki and Blaschko 2018.
 */
public record LossLovaszHinge() implements PerImageLoss {

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public void check(IActivation activation, int channels) {
    if (!(activation instanceof ActivationIdentity)) {
      throw new IllegalArgumentException(
          "The Lovász hinge takes logits and cannot follow the activation %s: use the identity."
              .formatted(activation));
    }
  }

  @Override
  public double score(LabelledPixels image, IActivation activation, double[][] gradient) {
    int channels = image.channels();
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      double[] logits = image.scores(channel);
      boolean[] truth = image.truth(channel);
      double[] errors = new double[logits.length];
      for (int pixel = 0; pixel < errors.length; pixel++) {
        errors[pixel] = 1 - (truth[pixel] ? logits[pixel] : -logits[pixel]);
      }
      sum += LovaszExtension.value(errors, truth, gradient[channel]);
      for (int pixel = 0; pixel < errors.length; pixel++) {
        gradient[channel][pixel] *= (truth[pixel] ? -1.0 : 1.0) / channels;
      }
    }
    return sum / channels;
  }
}
