package dev.maskwise.image;

import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;

/** The sums of the kernels as statistics of an image. */
final class ScoreSums {
  private ScoreSums() {}

  /** The soft overlap of one class. */
  static SoftOverlap overlap(long pixels, long truthCardinality, double[] sums) {
    return SoftOverlap.of(
        pixels,
        truthCardinality,
        sums[ScoreKernels.INTERSECTION],
        sums[ScoreKernels.PREDICTION],
        sums[ScoreKernels.SQUARES]);
  }

  /** The pixel losses of the binary task, by true class. */
  static PixelLosses pixelLosses(
      float[] gammas, double[] sums, long truthCardinality, long pixels, long allPixels) {
    double[][] byGamma = new double[gammas.length][2];
    for (int g = 0; g < gammas.length; g++) {
      System.arraycopy(sums, ScoreKernels.FOCAL + 2 * g, byGamma[g], 0, 2);
    }
    return PixelLosses.of(
        gammas, byGamma, new long[] {pixels - truthCardinality, truthCardinality}, allPixels);
  }
}
