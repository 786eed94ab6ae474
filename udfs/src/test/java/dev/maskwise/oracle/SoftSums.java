package dev.maskwise.oracle;

/** Σpy, Σy, Σp and Σp² over the pixels of one class, and the losses that are made of them. */
public record SoftSums(
    double intersection, double truth, double prediction, double squares, long pixels) {

  public static SoftSums of(double[] p, byte[] y) {
    SoftSums sums = new SoftSums(0, 0, 0, 0, 0);
    for (int i = 0; i < p.length; i++) {
      sums = sums.plus(new SoftSums(p[i] * y[i], y[i], p[i], p[i] * p[i], 1));
    }
    return sums;
  }

  public SoftSums plus(SoftSums others) {
    return new SoftSums(
        intersection + others.intersection,
        truth + others.truth,
        prediction + others.prediction,
        squares + others.squares,
        pixels + others.pixels);
  }

  /** 1 − 2·Σpy / (Σp + Σy + ε): Milletari et al., "V-Net", 2016, without its squares. */
  public double diceLoss(double epsilon) {
    return 1 - 2 * intersection / (prediction + truth + epsilon);
  }

  /**
   * 1 − TP / (TP + α·FP + β·FN + ε): Salehi et al., "Tversky loss function for image segmentation
   * using 3D fully convolutional deep networks", 2017.
   */
  public double tverskyLoss(double alpha, double beta, double epsilon) {
    double falsePositives = prediction - intersection;
    double falseNegatives = truth - intersection;
    return 1
        - intersection / (intersection + alpha * falsePositives + beta * falseNegatives + epsilon);
  }

  /** 1 − Σpy / (Σp + Σy − Σpy + ε), which is Tversky's with both weights 1. */
  public double iouLoss(double epsilon) {
    return tverskyLoss(1, 1, epsilon);
  }
}
