package dev.maskwise.oracle;

import java.util.TreeSet;
import java.util.stream.IntStream;

/** What is said of all thresholds: of the pixels with a score of at least the threshold. */
public final class NaiveCurve {
  private final double[] scores;
  private final byte[] truth;

  /** The truth is 1 for the foreground, 0 for the background. */
  public NaiveCurve(double[] scores, byte[] truth) {
    this.scores = scores;
    this.truth = truth;
  }

  /** Pixels of a truth with a score of at least the threshold. */
  public long atLeast(double threshold, boolean foreground) {
    return IntStream.range(0, scores.length)
        .filter(i -> (truth[i] == 1) == foreground && scores[i] >= threshold)
        .count();
  }

  public long foreground() {
    return atLeast(Double.NEGATIVE_INFINITY, true);
  }

  private Iterable<Double> descendingThresholds() {
    TreeSet<Double> thresholds = new TreeSet<>();
    for (double score : scores) {
      thresholds.add(score + 0.0); // −0 is 0
    }
    return thresholds.descendingSet();
  }

  /**
   * The share of pairs of a foreground and a background pixel in which the foreground has the
   * larger score, with equal scores as half: Hanley and McNeil, 1982.
   */
  public double auroc() {
    double won = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (truth[i] == 1 && truth[j] == 0) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return won / (foreground() * (scores.length - foreground()));
  }

  /**
   * Σ (R_n − R_(n−1))·P_n over the distinct scores from the largest down, as scikit-learn has it.
   */
  public double averagePrecision() {
    long foreground = foreground();
    double sum = foreground == 0 ? Double.NaN : 0;
    double recallBefore = 0;
    for (double threshold : descendingThresholds()) {
      double truePositives = atLeast(threshold, true);
      double recall = truePositives / foreground;
      sum += (recall - recallBefore) * truePositives / (truePositives + atLeast(threshold, false));
      recallBefore = recall;
    }
    return sum;
  }

  /** TP / (TP + FN + FP). */
  public double iou(double threshold) {
    return atLeast(threshold, true) / (double) (foreground() + atLeast(threshold, false));
  }

  /** The highest threshold with the best IoU. */
  public double bestThreshold() {
    double best = Double.POSITIVE_INFINITY;
    for (double threshold : descendingThresholds()) {
      best = iou(threshold) > iou(best) ? threshold : best;
    }
    return best;
  }
}
