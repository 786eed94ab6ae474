package dev.maskwise.oracle;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The Lovász extension of the IoU loss: Berman, Rannen Triki and Blaschko, "The Lovász-Softmax
 * loss", 2018.
 */
public final class NaiveLovasz {
  private NaiveLovasz() {}

  /**
   * Σ e·(Δ(M with the pixel) − Δ(M)), where M are the pixels so far, from the largest error down,
   * and Δ(M) = |M| / |truth ∪ M| is 1 − IoU if M are wrong. Errors below 0 count as 0; the sum of
   * no pixels is 0.
   */
  public static double value(double[] errors, byte[] truth) {
    int[] order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -errors[i]))
            .mapToInt(i -> i)
            .toArray();
    double union = IntStream.range(0, truth.length).map(i -> truth[i]).sum();
    double wrong = 0;
    double before = 0;
    double sum = 0;
    for (int i : order) {
      wrong++;
      union += 1 - truth[i];
      double iouLoss = wrong / union;
      sum += Math.max(errors[i], 0) * (iouLoss - before);
      before = iouLoss;
    }
    return sum;
  }

  /** Errors as they are where float32 is sorted. */
  public static double[] float32(double[] errors) {
    return IntStream.range(0, errors.length).mapToDouble(i -> (float) errors[i]).toArray();
  }
}
