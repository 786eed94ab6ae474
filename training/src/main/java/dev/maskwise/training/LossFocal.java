package dev.maskwise.training;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Focal loss of an image: the mean over its pixels of w·(1 − p_t)^γ·CE, with p_t the probability of
 * the truth and CE = −log p_t the cross-entropy; at least 0. γ = 0 is cross-entropy.
 *
 * <p>The activation chooses the form. Under {@link ActivationSigmoid} each channel is a question of
 * its own, w is {@code positives} where the truth is 1 and {@code negatives} where it is 0, and the
 * mean runs over the channels too. Under {@link ActivationSoftmax} the classes exclude one another
 * and w is 1. Both are computed from logits, finite for any finite logit; other activations are
 * refused.
 *
 * <p>Source: Lin, Goyal, Girshick, He and Dollár 2017, equations 4 and 5.
 *
 * @param gamma the exponent, at least 0
 * @param positives weight of the pixels with truth 1, at least 0
 * @param negatives weight of the pixels with truth 0, at least 0
 * @param normaliser what the sum over the pixels is divided by
 */
public record LossFocal(
    @JsonProperty("gamma") double gamma,
    @JsonProperty("positives") double positives,
    @JsonProperty("negatives") double negatives,
    @JsonProperty("normaliser") Normaliser normaliser)
    implements PerImageLoss {

  /** Checks the parameters. */
  @JsonCreator
  public LossFocal {
    Parameters.notNegative("gamma", gamma);
    Parameters.notNegative("weight of positives", positives);
    Parameters.notNegative("weight of negatives", negatives);
  }

  /** Without weights, divided by the valid pixels. */
  public LossFocal(double gamma) {
    this(gamma, 1, 1, Normaliser.VALID_PIXELS);
  }

  /** The paper's α: it weighs the positives, and 1 − α the negatives. */
  public static LossFocal alphaOnPositives(double gamma, double alpha) {
    return new LossFocal(gamma, alpha, 1 - alpha, Normaliser.VALID_PIXELS);
  }

  /** The α of a widespread other convention: it weighs the negatives, and 1 − α the positives. */
  public static LossFocal alphaOnNegatives(double gamma, double alpha) {
    return new LossFocal(gamma, 1 - alpha, alpha, Normaliser.VALID_PIXELS);
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public void check(IActivation activation, int channels) {
    PerImageLoss.super.check(activation, channels);
    boolean softmax = activation instanceof ActivationSoftmax;
    if (!softmax && !(activation instanceof ActivationSigmoid)) {
      throw new IllegalArgumentException(
          "The focal loss cannot follow the activation %s: use sigmoid or softmax."
              .formatted(activation));
    }
    if (softmax && (positives != 1 || negatives != 1)) {
      throw new IllegalArgumentException(
          "Softmax has no positives and negatives to weigh: leave α away, or use sigmoid.");
    }
  }

  @Override
  public double score(LabelledPixels image, IActivation activation, double[][] gradient) {
    return activation instanceof ActivationSoftmax
        ? softmax(image, gradient)
        : sigmoid(image, gradient);
  }

  private double sigmoid(LabelledPixels image, double[][] gradient) {
    double share = 1 / (normaliser.divisor(image) * channelsCounted(image));
    double sum = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int pixel = 0; pixel < image.pixels(); pixel++) {
        boolean truth = image.truth(channel)[pixel];
        double logit = image.scores(channel)[pixel];
        double margin = truth ? logit : -logit;
        double crossEntropy = Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
        double weight = share * (truth ? positives : negatives);
        sum += weight * loss(crossEntropy);
        // The cross-entropy falls with the margin at the rate 1 − p_t.
        double byMargin = slope(crossEntropy) * Math.expm1(-crossEntropy);
        gradient[channel][pixel] = weight * (truth ? byMargin : -byMargin);
      }
    }
    return sum;
  }

  private double softmax(LabelledPixels image, double[][] gradient) {
    double share = 1 / normaliser.divisor(image);
    int channels = image.channels();
    double sum = 0;
    for (int pixel = 0; pixel < image.pixels(); pixel++) {
      int truth = image.classOf(pixel);
      double largest = Double.NEGATIVE_INFINITY;
      for (int channel = 0; channel < channels; channel++) {
        largest = Math.max(largest, image.scores(channel)[pixel]);
      }
      double exponentials = 0;
      for (int channel = 0; channel < channels; channel++) {
        exponentials += Math.exp(image.scores(channel)[pixel] - largest);
      }
      double logSum = largest + Math.log(exponentials);
      double crossEntropy = Math.max(logSum - image.scores(truth)[pixel], 0);
      sum += share * loss(crossEntropy);
      double slope = share * slope(crossEntropy);
      for (int channel = 0; channel < channels; channel++) {
        gradient[channel][pixel] =
            slope
                * (channel == truth
                    ? Math.expm1(-crossEntropy)
                    : Math.exp(image.scores(channel)[pixel] - logSum));
      }
    }
    return sum;
  }

  private int channelsCounted(LabelledPixels image) {
    return normaliser == Normaliser.SUM ? 1 : image.channels();
  }

  /** The unweighted loss of a pixel with this cross-entropy. */
  private double loss(double crossEntropy) {
    return Math.pow(-Math.expm1(-crossEntropy), gamma) * crossEntropy;
  }

  /** Its derivative by the cross-entropy, (1 − p_t)^γ + γ·p_t·(1 − p_t)^(γ−1)·CE. */
  private double slope(double crossEntropy) {
    double miss = -Math.expm1(-crossEntropy);
    double relative = miss == 0 ? 1 : crossEntropy / miss;
    return Math.pow(miss, gamma) * (1 + gamma * Math.exp(-crossEntropy) * relative);
  }
}
