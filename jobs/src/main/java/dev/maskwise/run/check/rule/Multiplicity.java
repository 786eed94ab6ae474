package dev.maskwise.run.check.rule;

import dev.maskwise.metric.inference.Holm;
import java.util.Arrays;

/** What many tests at once do to the proof that each needs. */
public enum Multiplicity {
  /** The probability of any false proof stays what it is for one test. */
  HOLM {
    @Override
    public double[] adjust(double[] p) {
      return Holm.adjust(p);
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
