package dev.maskwise.metric.curve;

import dev.maskwise.statistic.ExactSum;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The Lovász losses of one class over the pixels of the whole dataset, from the histogram of its
 * scores. Source: Berman, Triki and Blaschko 2018, The Lovász-Softmax loss.
 *
 * <p>With the errors e sorted in descending order the loss is Σ e·ΔJ over the positive ones, where
 * J(M) = |M| / (G + background in M) is the Jaccard loss when the pixels of M are wrong, G being
 * all foreground. The order among equal errors does not matter. J never falls when M grows, so the
 * loss never falls when an error grows: with all errors at the low end of their bin it is at most
 * the true loss, with all at the high end at least. The value is the middle of the two, and the
 * bound half their distance plus what rounding can add (2⁻⁴⁹ of the loss). ΔJ comes from whole
 * counts without cancellation: f / (G + B) for f foreground pixels, and b·(G − F) / ((G + B)(G + B
 * + b)) for b of the background, with F and B the pixels of both that came before.
 *
 * <p>Before anything is known of the scores: errors of a bin differ by at most 2^−bits of the
 * score, so the bound is at most 2^−bits·(1 + loss)/2 for the hinge and 2^−bits/2 for
 * probabilities, theirs or those of logits. Where a bin holds one score it adds nothing, so
 * quantised scores give the loss with only rounding left.
 *
 * <p>Errors are computed in double from the float scores. Kernels that compute them in float32
 * differ by about 10⁻⁷ of the loss. Cost: O(bins).
 */
public final class HistogramLovasz {

  private HistogramLovasz() {}

  /**
   * The Lovász hinge: e = 1 − z in the foreground, 1 + z in the background. Without foreground the
   * largest positive error; {@code NaN} when there is no pixel.
   *
   * @param logits z
   */
  public static Bounded hinge(ScoreHistogram logits) {
    return loss(logits, z -> 1 - z, z -> 1 + z);
  }

  /**
   * One class of the Lovász-softmax: e = 1 − p in the foreground, p in the background. Without
   * foreground the largest probability; {@code NaN} when there is no pixel.
   *
   * @param probabilities p of the class
   * @throws IllegalArgumentException if one is not in [0, 1]
   */
  public static Bounded softmax(ScoreHistogram probabilities) {
    List<Bin> bins = probabilities.bins();
    if (!bins.isEmpty() && (bins.get(0).lowest() < 0 || bins.get(bins.size() - 1).highest() > 1)) {
      throw new IllegalArgumentException(
          "Lovász-softmax takes probabilities in [0, 1], but the scores reach from %s to %s."
              .formatted(bins.get(0).lowest(), bins.get(bins.size() - 1).highest()));
    }
    return loss(probabilities, p -> 1 - p, p -> p);
  }

  /**
   * The Lovász-softmax of one class against the rest, with p = 1 / (1 + exp(−z)). Without
   * foreground the largest probability; {@code NaN} when there is no pixel.
   *
   * @param logits z; their probabilities have their order, so their histogram serves
   */
  public static Bounded softmaxOfLogits(ScoreHistogram logits) {
    return loss(logits, z -> sigmoid(-z), HistogramLovasz::sigmoid);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /**
   * The loss from the errors that a score means.
   *
   * @param missed the error of a foreground pixel, which falls as the score grows
   * @param wrong the error of a background pixel, which grows with the score
   */
  private static Bounded loss(
      ScoreHistogram scores, DoubleUnaryOperator missed, DoubleUnaryOperator wrong) {
    List<Bin> bins = scores.bins();
    if (bins.isEmpty()) {
      return Bounded.UNDEFINED;
    }
    double low = loss(bins, scores.foreground(), missed, wrong, false);
    double high = loss(bins, scores.foreground(), missed, wrong, true);
    return Bounded.between(low, low + (high - low) / 2, high);
  }

  /** The loss with every error at the low or at the high end of its bin. */
  private static double loss(
      List<Bin> bins,
      long foreground,
      DoubleUnaryOperator missed,
      DoubleUnaryOperator wrong,
      boolean highEnd) {
    if (foreground == 0) {
      // One wrong pixel makes the Jaccard loss 1. The largest score is known exactly.
      return Math.max(0, wrong.applyAsDouble(bins.get(bins.size() - 1).highest()));
    }
    ExactSum loss = new ExactSum();
    double g = foreground;
    double wrongForeground = 0;
    double wrongBackground = 0;
    int up = 0;
    int down = bins.size() - 1;
    while (up < bins.size() || down >= 0) {
      // Low scores are the large errors of the foreground, high scores those of the background.
      double ofForeground =
          up == bins.size() ? -1 : missed.applyAsDouble(end(bins.get(up), !highEnd));
      double ofBackground = down < 0 ? -1 : wrong.applyAsDouble(end(bins.get(down), highEnd));
      if (Math.max(ofForeground, ofBackground) <= 0) {
        break;
      }
      double union = g + wrongBackground;
      if (ofForeground >= ofBackground) {
        long f = bins.get(up++).foreground();
        loss.add(ofForeground * (f / union));
        wrongForeground += f;
      } else {
        long b = bins.get(down--).background();
        loss.add(ofBackground * (b / union) * ((g - wrongForeground) / (union + b)));
        wrongBackground += b;
      }
    }
    return loss.value();
  }

  private static double end(Bin bin, boolean high) {
    return high ? bin.highest() : bin.lowest();
  }
}
