package dev.maskwise.metric.curve;

import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.List;

/**
 * The threshold that gives one class the best IoU on these pixels, where prediction is score ≥
 * threshold and thresholds are the scores that occur; the highest one among equals. Dice is best at
 * the same threshold, for it grows with IoU.
 *
 * <p>The values are attained: the threshold occurs, and the IoU and Dice there are exact. A better
 * threshold can only lie inside a bin that holds foreground, background and more than one score. If
 * T and F are the true and false positives above it and f its foreground, it is at best one that
 * takes all its foreground and nothing of its background, with the IoU (T + f) / (G + F), G being
 * all foreground. The bounds of IoU and Dice reach up to the best of these, and the bound of the
 * threshold to the farthest score of all bins that can compete.
 *
 * @param threshold the threshold
 * @param iou the IoU there; the true best is not smaller
 * @param dice the Dice there; the true best is not smaller
 */
public record BestThreshold(Bounded threshold, Bounded iou, Bounded dice) {

  /**
   * The best threshold; all three are {@code NaN} when there is no foreground, for then no
   * threshold is better than another. O(bins).
   */
  public static BestThreshold of(ScoreHistogram scores) {
    if (scores.foreground() == 0) {
      return new BestThreshold(Bounded.UNDEFINED, Bounded.UNDEFINED, Bounded.UNDEFINED);
    }
    ScoreCurve curve = ScoreCurve.of(scores);
    int best = curve.best();
    double threshold = curve.threshold(best);
    double iou = curve.iou(best);
    double highest = iou;
    double reach = 0;
    List<Bin> bins = scores.bins();
    for (int i = 1; i < curve.size(); i++) {
      Bin bin = bins.get(bins.size() - i);
      if (!bin.single() && bin.foreground() > 0 && bin.background() > 0) {
        double possible =
            (double) curve.truePositives(i)
                / (double) (scores.foreground() + curve.falsePositives(i - 1));
        if (possible >= iou) {
          highest = Math.max(highest, possible);
          reach = Math.max(reach, Math.abs(bin.lowest() - threshold));
          reach = Math.max(reach, Math.abs(bin.highest() - threshold));
        }
      }
    }
    double dice = curve.dice(best);
    if (highest == iou) {
      return new BestThreshold(within(threshold, reach), within(iou, 0), within(dice, 0));
    }
    double highestDice = Math.max(dice, 2 * highest / (1 + highest));
    return new BestThreshold(
        within(threshold, reach),
        Bounded.between(iou, iou, highest),
        Bounded.between(dice, dice, highestDice));
  }

  private static Bounded within(double value, double reach) {
    return new Bounded(value, reach == 0 ? 0 : Math.nextUp(reach));
  }
}
