package dev.maskwise.kernel.score;

/** The sums and losses of scores in double, pixel after pixel: the oracle. */
public final class NaiveScores {
  private NaiveScores() {}

  public static double[] fromLogits(float[] logits, byte[] truth, int pixels, float[] gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    for (int i = 0; i < pixels; i++) {
      double z = logits[i];
      double loss = Math.max(z, 0) - z * truth[i] + Math.log1p(Math.exp(-Math.abs(z)));
      double p = 1 / (1 + Math.exp(-z));
      double missed = truth[i] == 1 ? 1 / (1 + Math.exp(z)) : p;
      add(sums, p, truth[i], missed, loss, gammas);
    }
    return sums;
  }

  public static double[] fromProbabilities(
      float[] probabilities, byte[] truth, int pixels, float[] gammas, double logFloor) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    for (int i = 0; i < pixels; i++) {
      double p = probabilities[i];
      double log = truth[i] == 1 ? Math.log(p) : Math.log1p(-p);
      add(sums, p, truth[i], truth[i] == 1 ? 1 - p : p, -Math.max(log, logFloor), gammas);
    }
    return sums;
  }

  private static void add(
      double[] sums, double p, int y, double missed, double loss, float[] gammas) {
    sums[ScoreKernels.PREDICTION] += p;
    sums[ScoreKernels.INTERSECTION] += p * y;
    sums[ScoreKernels.SQUARES] += p * p;
    for (int g = 0; g < gammas.length; g++) {
      sums[ScoreKernels.FOCAL + 2 * g + y] += Math.pow(missed, gammas[g]) * loss;
    }
  }

  /** log Σ exp(z_c) − z_t of one pixel, as log1p of all but the largest, to keep small losses. */
  public static double crossEntropy(float[][] planes, int pixel, int truth) {
    int top = 0;
    for (int c = 1; c < planes.length; c++) {
      top = planes[c][pixel] > planes[top][pixel] ? c : top;
    }
    double rest = 0;
    for (int c = 0; c < planes.length; c++) {
      rest += c == top ? 0 : Math.exp((double) planes[c][pixel] - planes[top][pixel]);
    }
    return Math.log1p(rest) + ((double) planes[top][pixel] - planes[truth][pixel]);
  }
}
