package dev.maskwise.kernel.score;

import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.SoftSums;

/** The sums of one class in the order of the kernels, from the oracle. */
public final class ScoreSums {
  private ScoreSums() {}

  public static double[] of(NaiveImage image, float[] gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    SoftSums soft = NaiveLosses.soft(image, 1);
    sums[ScoreKernels.PREDICTION] = soft.prediction();
    sums[ScoreKernels.INTERSECTION] = soft.intersection();
    sums[ScoreKernels.SQUARES] = soft.squares();
    for (int g = 0; g < gammas.length; g++) {
      for (int y = 0; y < 2; y++) {
        sums[ScoreKernels.FOCAL + 2 * g + y] = NaiveLosses.focalSum(image, gammas[g], y);
      }
    }
    return sums;
  }
}
