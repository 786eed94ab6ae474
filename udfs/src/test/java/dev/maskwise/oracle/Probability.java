package dev.maskwise.oracle;

import java.util.Arrays;

/** The probability p of a class at a pixel, 1 − p and log p, each without cancellation. */
public record Probability(double value, double rest, double log) {

  /** As it is given; its logarithm is at least the floor. */
  public static Probability given(double p, double logFloor) {
    return new Probability(p, 1 - p, Math.max(Math.log(p), logFloor));
  }

  /** That of the other class of two, where p is given. */
  public static Probability other(double p, double logFloor) {
    return new Probability(1 - p, p, Math.max(Math.log1p(-p), logFloor));
  }

  /** σ(z) = 1 / (1 + exp(−z)), and log σ(z) = −log(1 + exp(−z)). */
  public static Probability sigmoid(double z) {
    double log = -Math.max(-z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    return new Probability(1 / (1 + Math.exp(-z)), 1 / (1 + Math.exp(z)), log);
  }

  /** exp(z_c) / Σ exp(z), with all logits less the largest, which leaves it as it is. */
  public static Probability softmax(double[] logits, int c) {
    int largest = argmax(logits);
    double[] exp = Arrays.stream(logits).map(z -> Math.exp(z - logits[largest])).toArray();
    double notLargest = 0;
    double notC = 0;
    for (int i = 0; i < exp.length; i++) {
      notLargest += i == largest ? 0 : exp[i];
      notC += i == c ? 0 : exp[i];
    }
    double log = logits[c] - logits[largest] - Math.log1p(notLargest);
    return new Probability(exp[c] / (exp[c] + notC), notC / (exp[c] + notC), log);
  }

  /** Of a pixel of planes, a plane for each class. */
  public static Probability softmax(float[][] planes, int pixel, int c) {
    return softmax(Arrays.stream(planes).mapToDouble(plane -> plane[pixel]).toArray(), c);
  }

  /** The class of the largest score, the first of equals. */
  public static int argmax(double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  /** −log p, of the true class. */
  public double crossEntropy() {
    return -log;
  }

  /**
   * −(1 − p)^γ·log p, of the true class: Lin et al., "Focal Loss for Dense Object Detection", 2017.
   */
  public double focal(double gamma) {
    return Math.pow(rest, gamma) * -log;
  }
}
