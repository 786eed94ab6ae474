package dev.maskwise.metric.inference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's adjustment of the p values of several hypotheses that are tested together: whoever rejects
 * those with an adjusted p of at most α is wrong about any of them with a probability of at most α,
 * however they depend on each other.
 *
 * <p>Of m hypotheses in the order p₍₁₎ ≤ … ≤ p₍ₘ₎ the adjusted p₍ᵢ₎ is the maximum over j ≤ i of
 * min(1, (m − j + 1)·p₍ⱼ₎). Source: S. Holm, "A simple sequentially rejective multiple test
 * procedure", 1979.
 */
public final class Holm {
  private Holm() {}

  /**
   * The adjusted p values. O(m log m).
   *
   * @param p in any order; {@code NaN} where nothing was tested: it stays {@code NaN} and is not
   *     counted
   * @throws IllegalArgumentException if one is not between 0 and 1
   */
  public static double[] adjust(double[] p) {
    for (double value : p) {
      if (value < 0 || value > 1) {
        throw new IllegalArgumentException("A p value is between 0 and 1, not " + value + ".");
      }
    }
    int[] ascending =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double largest = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      int i = ascending[rank];
      largest = Math.max(largest, Math.min(1, (ascending.length - rank) * p[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
