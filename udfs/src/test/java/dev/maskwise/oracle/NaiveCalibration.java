package dev.maskwise.oracle;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How far probabilities are from how often they are right; y is 1 where they are, else 0. */
public final class NaiveCalibration {
  private NaiveCalibration() {}

  /** Bins of equal width; each holds its lower edge, the last also 1. */
  public static int bin(double p, int bins) {
    return Math.min((int) (p * bins), bins - 1);
  }

  /**
   * Σ over bins of |Σp − Σy|, over the pixels: the expected calibration error of Naeini et al.,
   * "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015.
   */
  public static double ece(double[] p, byte[] y, int bins) {
    double[] gaps = new double[bins];
    for (int i = 0; i < p.length; i++) {
      gaps[bin(p[i], bins)] += p[i] - y[i];
    }
    return Arrays.stream(gaps).map(Math::abs).sum() / p.length;
  }

  /** The mean of (p − y)²: Brier, 1950. */
  public static double brier(double[] p, byte[] y) {
    return IntStream.range(0, p.length).mapToDouble(i -> Math.pow(p[i] - y[i], 2)).sum() / p.length;
  }
}
