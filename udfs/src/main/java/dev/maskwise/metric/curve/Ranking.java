package dev.maskwise.metric.curve;

import dev.maskwise.statistic.ExactSum;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/**
 * How well scores rank the foreground of one class above its background, over all thresholds. Both
 * functions cost O(bins). What is not known is the order of the scores within a bin that holds more
 * than one; the bounds cover every order.
 */
public final class Ranking {

  /** Just below 1: more than the rounding of a difference of shares can take away. */
  private static final double ROUNDED_DOWN = 1 - 0x1p-49;

  private Ranking() {}

  /**
   * The area under the ROC curve: the share of the pairs of a foreground and a background pixel in
   * which the foreground has the higher score, equal scores counting one half (Hanley and McNeil
   * 1982). {@code NaN} when there is no foreground or no background.
   *
   * <p>Pairs within a bin count one half. Their true share is between none and all, so the bound is
   * half the share of all pairs that lie within a bin of more than one score, and 0 if there is no
   * such pair: the area is computed in whole numbers and rounded once.
   */
  public static Bounded auroc(ScoreHistogram scores) {
    BigInteger halfPairs = product(scores.foreground(), scores.background()).shiftLeft(1);
    if (halfPairs.signum() == 0) {
      return Bounded.UNDEFINED;
    }
    BigInteger won = BigInteger.ZERO;
    BigInteger open = BigInteger.ZERO;
    long above = scores.foreground();
    for (Bin bin : scores.bins()) {
      above -= bin.foreground();
      BigInteger within = product(bin.foreground(), bin.background());
      won = won.add(product(above, bin.background()).shiftLeft(1)).add(within);
      if (!bin.single()) {
        open = open.add(within);
      }
    }
    double area = quotient(won, halfPairs);
    double half = quotient(open, halfPairs);
    return new Bounded(area, half == 0 ? 0 : half + Math.ulp(half) + Math.ulp(area));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static double quotient(BigInteger a, BigInteger b) {
    return new BigDecimal(a).divide(new BigDecimal(b), MathContext.DECIMAL128).doubleValue();
  }

  /**
   * Average precision: the sum over descending thresholds of (recall − recall before) × precision,
   * without interpolation, as scikit-learn defines it. {@code NaN} when there is no foreground.
   *
   * <p>A bin is one step, as if its scores were equal. Let f and b be its foreground and background
   * and T and F the true and false positives above it. Whatever the order in the bin, each of its
   * foreground pixels counts with a precision of at most (T + f) / (T + f + F): that is all
   * foreground first, at one score. The j-th of them counts with at least (T + j) / (T + j + F +
   * b): that is all background first. With A = F + b the least sum is f − A·Σ 1/(T + A + j), and
   * since 1/x is convex, the sum over j is at most the logarithm of (T + A + f + ½) / (T + A + ½).
   */
  public static Bounded averagePrecision(ScoreHistogram scores) {
    long foreground = scores.foreground();
    if (foreground == 0) {
      return Bounded.UNDEFINED;
    }
    ExactSum value = new ExactSum();
    ExactSum low = new ExactSum();
    ExactSum high = new ExactSum();
    double t = 0;
    double f = 0;
    List<Bin> bins = scores.bins();
    for (int i = bins.size() - 1; i >= 0; i--) {
      Bin bin = bins.get(i);
      double share = (double) bin.foreground() / foreground;
      double falseAfter = f + bin.background();
      double trueAfter = t + bin.foreground();
      if (bin.foreground() > 0) {
        double step = share * (trueAfter / (trueAfter + falseAfter));
        value.add(step);
        if (bin.single()) {
          low.add(step);
          high.add(step);
        } else {
          double harmonic = Math.log1p(bin.foreground() / (t + falseAfter + 0.5));
          low.add(Math.max(0, share * ROUNDED_DOWN - falseAfter * harmonic / foreground));
          high.add(share * (trueAfter / (trueAfter + f)));
        }
      }
      t = trueAfter;
      f = falseAfter;
    }
    return Bounded.between(low.value(), value.value(), high.value());
  }
}
