package dev.maskwise.metric.curve;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What each threshold gives for the scores of one class, where prediction is score ≥ threshold: the
 * points of the precision–recall and of the ROC curve, and IoU and Dice. Thresholds descend from
 * +∞, at which nothing is predicted.
 *
 * <p>The other thresholds are the smallest scores of the bins: scores that occur, at which the
 * counts are exact however wide the bins are. All thresholds that matter are there if each bin
 * holds one score. Immutable; 20 bytes a point.
 */
public final class ScoreCurve {
  private static final int LEAST_POINTS = 3;

  private final float[] thresholds;
  private final long[] truePositives;
  private final long[] falsePositives;
  private final long foreground;
  private final long background;

  private ScoreCurve(
      float[] thresholds,
      long[] truePositives,
      long[] falsePositives,
      long foreground,
      long background) {
    this.thresholds = thresholds;
    this.truePositives = truePositives;
    this.falsePositives = falsePositives;
    this.foreground = foreground;
    this.background = background;
  }

  /** The curve with a point for each occupied bin, and the one at +∞. O(bins). */
  public static ScoreCurve of(ScoreHistogram scores) {
    List<Bin> bins = scores.bins();
    int size = bins.size() + 1;
    float[] thresholds = new float[size];
    long[] truePositives = new long[size];
    long[] falsePositives = new long[size];
    thresholds[0] = Float.POSITIVE_INFINITY;
    for (int i = 1; i < size; i++) {
      Bin bin = bins.get(size - 1 - i);
      thresholds[i] = bin.lowest();
      truePositives[i] = truePositives[i - 1] + bin.foreground();
      falsePositives[i] = falsePositives[i - 1] + bin.background();
    }
    return new ScoreCurve(
        thresholds, truePositives, falsePositives, scores.foreground(), scores.background());
  }

  /**
   * At most so many points of this curve: the first, the last, {@link #best}, and others that are
   * even along the ROC curve. The way along it is recall plus false positive rate, so each point
   * stands for about the same change of the two; for {@code points} − 1 marks at even steps of the
   * way the first point at or after each is kept. The counts of the points stay exact.
   *
   * @param points at least 3
   * @throws IllegalArgumentException if there are fewer
   */
  public ScoreCurve thinned(int points) {
    if (points < LEAST_POINTS) {
      throw new IllegalArgumentException(
          "A curve is thinned to at least %d points, not %d.".formatted(LEAST_POINTS, points));
    }
    if (size() <= points) {
      return this;
    }
    int marks = points - 1;
    double end = way(size() - 1);
    BitSet kept = new BitSet();
    int mark = 0;
    for (int i = 0; i < size(); i++) {
      boolean reached = false;
      while (mark < marks - 1 && way(i) >= end * mark / (marks - 1)) {
        mark++;
        reached = true;
      }
      kept.set(i, reached);
    }
    kept.set(size() - 1);
    kept.set(best());
    int[] indices = kept.stream().toArray();
    float[] thinnedThresholds = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      thinnedThresholds[i] = thresholds[indices[i]];
    }
    return new ScoreCurve(
        thinnedThresholds,
        Arrays.stream(indices).mapToLong(i -> truePositives[i]).toArray(),
        Arrays.stream(indices).mapToLong(i -> falsePositives[i]).toArray(),
        foreground,
        background);
  }

  private double way(int i) {
    return (double) truePositives[i] / Math.max(foreground, 1)
        + (double) falsePositives[i] / Math.max(background, 1);
  }

  /**
   * The index of the best IoU, the highest threshold among equals; 0 when there is no foreground.
   */
  public int best() {
    int best = 0;
    double highest = iou(0);
    for (int i = 1; foreground > 0 && i < size(); i++) {
      double iou = iou(i);
      if (iou > highest) {
        highest = iou;
        best = i;
      }
    }
    return best;
  }

  /** How many points there are, at least 1. */
  public int size() {
    return thresholds.length;
  }

  /** The threshold of a point; +∞ for the first, and descending. */
  public float threshold(int i) {
    return thresholds[i];
  }

  /** Foreground pixels with a score of at least the threshold. */
  public long truePositives(int i) {
    return truePositives[i];
  }

  /** Background pixels with a score of at least the threshold. */
  public long falsePositives(int i) {
    return falsePositives[i];
  }

  /** Truth and prediction at the threshold, for any metric of them. */
  public OverlapCounts counts(int i) {
    return new OverlapCounts(
        truePositives[i],
        foreground,
        truePositives[i] + falsePositives[i],
        foreground + background);
  }

  /** True positives / predicted; {@code NaN} where nothing is predicted. */
  public double precision(int i) {
    return OverlapMetrics.PRECISION.value(counts(i));
  }

  /** True positives / foreground; {@code NaN} without foreground. */
  public double recall(int i) {
    return OverlapMetrics.RECALL.value(counts(i));
  }

  /** False positives / background; {@code NaN} without background. */
  public double falsePositiveRate(int i) {
    return Metric.ratio(falsePositives[i], background);
  }

  /** IoU; {@code NaN} where nothing is predicted of no foreground. */
  public double iou(int i) {
    return OverlapMetrics.IOU.value(counts(i));
  }

  /** Dice; {@code NaN} where nothing is predicted of no foreground. */
  public double dice(int i) {
    return OverlapMetrics.DICE.value(counts(i));
  }
}
