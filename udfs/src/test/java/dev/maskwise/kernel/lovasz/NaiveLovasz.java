package dev.maskwise.kernel.lovasz;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The Lovász extension as the paper writes it: sort, count, add. All in double. */
public final class NaiveLovasz {
  private NaiveLovasz() {}

  public static double hinge(float[] logits, byte[] truth) {
    return value(i -> Math.max(1 - logits[i] * (2.0 * truth[i] - 1), 0), truth);
  }

  public static double softmax(float[] probabilities, byte[] truth) {
    return value(i -> Math.abs(truth[i] - (double) probabilities[i]), truth);
  }

  /** The sum over the pixels from the greatest error down. */
  public static double value(IntToDoubleFunction error, byte[] truth) {
    double[] errors = IntStream.range(0, truth.length).mapToDouble(error).toArray();
    Integer[] order = IntStream.range(0, truth.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> -errors[i]));
    double missing = IntStream.range(0, truth.length).map(i -> truth[i]).sum();
    double union = missing;
    double jaccard = 0;
    double sum = 0;
    for (int i : order) {
      missing -= truth[i];
      union += 1 - truth[i];
      double next = 1 - missing / union;
      sum += errors[i] * (next - jaccard);
      jaccard = next;
    }
    return sum;
  }
}
