package dev.maskwise.run.check.rule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What many tests at once do to the proof that each needs. */
public enum Multiplicity {
  /**
   * The probability of any false proof stays what it is for one test. Source: S. Holm, "A simple
   * sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
   */
  HOLM {
    @Override
    public double[] adjust(double[] p) {
      int[] order =
          IntStream.range(0, p.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> p[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] adjusted = new double[p.length];
      double largest = 0;
      for (int rank = 0; rank < p.length; rank++) {
        largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
        adjusted[order[rank]] = largest;
      }
      return adjusted;
    }
  },
  /** Each test for itself. */
  NONE {
    @Override
    public double[] adjust(double[] p) {
      return Arrays.copyOf(p, p.length);
    }
  };

  /** What the p values of some tests are with regard to one another. */
  public abstract double[] adjust(double[] p);
}
