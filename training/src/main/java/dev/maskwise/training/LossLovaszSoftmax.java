package dev.maskwise.training;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Lovász-softmax of an image: the mean over classes of the Lovász extension of 1 − IoU at the
 * errors |y − p|, with p the probability of the class and y 1 where it is the truth; from 0 to 1.
 *
 * <p>One channel after a sigmoid is one class. If only present classes count and there is none, the
 * image has no loss (NaN). Where two errors are equal the gradient is one of the subgradients.
 *
 * <p>Cost: sorting the pixels once for each class.
 *
 * <p>Source: Berman, Triki and Blaschko 2018.
 *
 * @param classes which classes count
 */
public record LossLovaszSoftmax(@JsonProperty("classes") LovaszClasses classes)
    implements PerImageLoss {

  /** For JSON. */
  @JsonCreator
  public LossLovaszSoftmax {}

  /** Of the classes present. */
  public LossLovaszSoftmax() {
    this(LovaszClasses.PRESENT);
  }

  @Override
  public double score(LabelledPixels image, IActivation activation, double[][] gradient) {
    int counted = 0;
    double sum = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      if (counts(image.truth(channel))) {
        counted++;
        sum += ofClass(image.scores(channel), image.truth(channel), gradient[channel]);
      }
    }
    for (double[] plane : gradient) {
      for (int pixel = 0; pixel < plane.length && counted > 0; pixel++) {
        plane[pixel] /= counted;
      }
    }
    return sum / counted;
  }

  private boolean counts(boolean[] truth) {
    boolean counts = classes == LovaszClasses.ALL;
    for (int pixel = 0; pixel < truth.length && !counts; pixel++) {
      counts = truth[pixel];
    }
    return counts;
  }

  private static double ofClass(double[] probabilities, boolean[] truth, double[] gradient) {
    double[] errors = new double[probabilities.length];
    for (int pixel = 0; pixel < errors.length; pixel++) {
      errors[pixel] = Math.abs((truth[pixel] ? 1 : 0) - probabilities[pixel]);
    }
    double value = LovaszExtension.value(errors, truth, gradient);
    for (int pixel = 0; pixel < errors.length; pixel++) {
      gradient[pixel] *= truth[pixel] ? -1 : 1;
    }
    return value;
  }
}
