package dev.maskwise.metric.curve;

import dev.maskwise.statistic.CalibrationBins;

/** How far probabilities are from the frequencies they promise. */
public final class Calibration {

  /** How the gaps of the bins become one number. */
  public enum Norm {
    /** The mean gap, weighted by pixels: the usual expected calibration error. */
    L1,
    /** The root of the weighted mean of the squared gaps. */
    L2,
    /** The largest gap of a bin that holds pixels: the maximum calibration error. */
    MAX
  }

  /**
   * The gaps of some bins.
   *
   * @param norm how they become one number
   */
  public record Gaps(CalibrationBins bins, Norm norm) {
    double error() {
      return ece(bins, norm);
    }
  }

  private Calibration() {}

  /** The expected calibration error with the norm L1. */
  public static double ece(CalibrationBins bins) {
    return ece(bins, Norm.L1);
  }

  /**
   * The calibration error. The gap of a bin of n pixels is |mean probability − positives / n|; bins
   * without pixels enter no norm. {@code NaN} when there is no pixel. In [0, 1]; rounding is about
   * 10⁻¹⁶. Sources: Naeini et al. 2015, §2 (L1 and MAX); Kumar et al. 2019 (L2).
   */
  public static double ece(CalibrationBins bins, Norm norm) {
    long total = bins.total();
    if (total == 0) {
      return Double.NaN;
    }
    double error = 0;
    for (int bin = 0; bin < bins.bins(); bin++) {
      long n = bins.pixels(bin);
      if (n > 0) {
        double frequency = (double) bins.positives(bin) / n;
        double gap = Math.abs(bins.probabilitySum(bin).dividedBy(n) - frequency);
        double share = (double) n / total;
        error =
            switch (norm) {
              case L1 -> error + share * gap;
              case L2 -> error + share * gap * gap;
              case MAX -> Math.max(error, gap);
            };
      }
    }
    return norm == Norm.L2 ? Math.sqrt(error) : error;
  }

  /**
   * The Brier score of one class, the mean of (p − y)²: (Σp² − 2·Σp·y + T) / N (Brier 1950, in the
   * form for two outcomes). {@code NaN} when there is no pixel. Sums of float32 products leave an
   * error of about 10⁻⁷, which makes no score negative.
   *
   * @param squares Σp² over the valid pixels
   * @param intersection Σp·y, the soft intersection
   * @param truthCardinality T, the pixels with y = 1
   * @param pixels N, the valid pixels
   */
  public static double brier(
      double squares, double intersection, long truthCardinality, long pixels) {
    double errors = Math.max(0, squares - 2 * intersection + truthCardinality);
    return pixels == 0 ? Double.NaN : errors / pixels;
  }
}
