package dev.maskwise.training;

import org.nd4j.linalg.activations.IActivation;

/**
 * A loss made of three sums over the valid pixels, with p the probability and y the truth: the
 * intersection Σpy, the prediction Σp and the truth Σy.
 *
 * <p>Every pixel of true foreground has the same derivative by its probability, and every other
 * pixel another, which do not depend on the pixel's own probability: this is what sets these losses
 * apart from cross-entropy.
 */
public interface OverlapLoss extends PerImageLoss {

  /**
   * A loss and its derivatives.
   *
   * @param byIntersection by Σpy while Σp stays
   * @param byPrediction by Σp while Σpy stays
   */
  record OfSums(double loss, double byIntersection, double byPrediction) {}

  /** The loss of the sums Σpy, Σp and Σy. */
  OfSums ofSums(double intersection, double prediction, double truth);

  /** What the sums run over. */
  ClassSums classes();

  @Override
  default double score(LabelledPixels image, IActivation activation, double[][] gradient) {
    int channels = image.channels();
    if (classes() == ClassSums.JOINT) {
      return add(image, 0, channels, 1, gradient);
    }
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum += add(image, channel, channel + 1, 1.0 / channels, gradient);
    }
    return sum;
  }

  /** The weighted loss of some channels; sets their gradient. */
  private double add(LabelledPixels image, int from, int to, double weight, double[][] gradient) {
    double intersection = 0;
    double prediction = 0;
    double truth = 0;
    for (int channel = from; channel < to; channel++) {
      for (int pixel = 0; pixel < image.pixels(); pixel++) {
        double p = image.scores(channel)[pixel];
        prediction += p;
        if (image.truth(channel)[pixel]) {
          intersection += p;
          truth++;
        }
      }
    }
    OfSums value = ofSums(intersection, prediction, truth);
    double background = weight * value.byPrediction();
    double foreground = weight * (value.byIntersection() + value.byPrediction());
    for (int channel = from; channel < to; channel++) {
      for (int pixel = 0; pixel < image.pixels(); pixel++) {
        gradient[channel][pixel] = image.truth(channel)[pixel] ? foreground : background;
      }
    }
    return weight * value.loss();
  }
}
