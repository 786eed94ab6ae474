package dev.maskwise.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The losses of the pixels of one image as their formulas are written. */
final class NaiveLosses {
  private NaiveLosses() {}

  static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** Probabilities [channel][pixel]. */
  static double[][] softmax(double[][] logits) {
    double[][] result = new double[logits.length][logits[0].length];
    for (int pixel = 0; pixel < logits[0].length; pixel++) {
      int at = pixel;
      double sum = Arrays.stream(logits).mapToDouble(plane -> Math.exp(plane[at])).sum();
      for (int channel = 0; channel < logits.length; channel++) {
        result[channel][pixel] = Math.exp(logits[channel][pixel]) / sum;
      }
    }
    return result;
  }

  static double tversky(double[] p, double[] y, double alpha, double beta, double epsilon) {
    double truePositives = 0;
    double falsePositives = 0;
    double falseNegatives = 0;
    for (int i = 0; i < p.length; i++) {
      truePositives += p[i] * y[i];
      falsePositives += p[i] * (1 - y[i]);
      falseNegatives += (1 - p[i]) * y[i];
    }
    return 1
        - truePositives
            / (truePositives + alpha * falsePositives + beta * falseNegatives + epsilon);
  }

  static double dice(double[] p, double[] y, double epsilon) {
    double intersection = IntStream.range(0, p.length).mapToDouble(i -> p[i] * y[i]).sum();
    return 1 - 2 * intersection / (Arrays.stream(p).sum() + Arrays.stream(y).sum() + epsilon);
  }

  /** The focal loss of a pixel whose truth has the probability p_t. */
  static double focal(double probability, double gamma) {
    return -Math.pow(1 - probability, gamma) * Math.log(probability);
  }

  /** Σ e_(i)·(J(first i errors wrong) − J(first i − 1 wrong)), each J by counting. */
  static double lovasz(double[] errors, double[] y) {
    List<Integer> order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -errors[i]))
            .toList();
    double value = 0;
    for (int i = 0; i < errors.length; i++) {
      double step = jaccardLoss(order.subList(0, i + 1), y) - jaccardLoss(order.subList(0, i), y);
      value += Math.max(errors[order.get(i)], 0) * step;
    }
    return value;
  }

  /** 1 − IoU of a prediction that is wrong at exactly these pixels. */
  static double jaccardLoss(List<Integer> wrong, double[] y) {
    int intersection = 0;
    int union = 0;
    for (int i = 0; i < y.length; i++) {
      double prediction = wrong.contains(i) ? 1 - y[i] : y[i];
      intersection += (int) (prediction * y[i]);
      union += (int) Math.max(prediction, y[i]);
    }
    return union == 0 ? 0 : 1 - (double) intersection / union;
  }
}
