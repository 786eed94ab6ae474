package dev.maskwise.training.figures;

import dev.maskwise.training.PerImageLoss;
import java.util.function.IntPredicate;

/** A true disc on 64 × 64 pixels, and a predicted disc of the same size at a distance from it. */
final class Blobs {
  private static final int SIDE = 64;
  private static final int RADIUS = 8;
  private static final double SURE = 0.98;

  private final double[] truth = new double[SIDE * SIDE];
  private final boolean[] predicted = new boolean[SIDE * SIDE];

  /** The discs with their centres so far apart. */
  Blobs(double distance) {
    for (int i = 0; i < truth.length; i++) {
      truth[i] = Math.hypot(i % SIDE - 15, i / SIDE - 32) <= RADIUS ? 1 : 0;
      predicted[i] = Math.hypot(i % SIDE - 15 - distance, i / SIDE - 32) <= RADIUS;
    }
  }

  /** The mean derivative by the logit of a pixel that is predicted and not true. */
  double pushOnFalse(PerImageLoss loss) {
    return mean(gradient(loss, 1 - SURE), i -> predicted[i] && truth[i] == 0);
  }

  /**
   * The mean derivative by the logit of a true pixel that is not predicted.
   *
   * @param missed the probability of such pixels
   */
  double pushOnMissed(PerImageLoss loss, double missed) {
    return -mean(gradient(loss, missed), i -> !predicted[i] && truth[i] == 1);
  }

  private double[] gradient(PerImageLoss loss, double missed) {
    double[] probabilities = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      probabilities[i] = predicted[i] ? SURE : truth[i] == 1 ? missed : 1 - SURE;
    }
    return new OneImage(truth, probabilities).gradient(loss);
  }

  private static double mean(double[] gradient, IntPredicate pixels) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < gradient.length; i++) {
      if (pixels.test(i)) {
        sum += gradient[i];
        count++;
      }
    }
    return sum / count;
  }
}
