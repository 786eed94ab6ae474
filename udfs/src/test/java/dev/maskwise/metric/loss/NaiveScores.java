package dev.maskwise.metric.loss;

import dev.maskwise.law.ScoredPixels;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Curves and losses by their definitions, in double, from every score by itself. */
public final class NaiveScores {
  private final ScoredPixels pixels;
  public final long foreground;

  public NaiveScores(ScoredPixels pixels) {
    this.pixels = pixels;
    foreground = IntStream.range(0, pixels.pixels()).filter(this::positive).count();
  }

  private boolean positive(int i) {
    return pixels.truth()[i] == 1;
  }

  public ScoreHistogram histogram(int bits) {
    ScoreHistogram histogram = new ScoreHistogram(bits);
    histogram.add(pixels.scores(), pixels.truth(), pixels.pixels());
    return histogram;
  }

  /** Pixels of a truth with a score of at least the threshold. */
  public long atLeast(float threshold, boolean truth) {
    return IntStream.range(0, pixels.pixels())
        .filter(i -> positive(i) == truth && pixels.scores()[i] >= threshold)
        .count();
  }

  private Iterable<Float> descendingThresholds() {
    TreeSet<Float> thresholds = new TreeSet<>();
    for (float score : pixels.scores()) {
      thresholds.add(score + 0f);
    }
    return thresholds.descendingSet();
  }

  public double auroc() {
    double won = 0;
    for (int i = 0; i < pixels.pixels(); i++) {
      for (int j = 0; j < pixels.pixels(); j++) {
        if (positive(i) && !positive(j)) {
          float difference = pixels.scores()[i] - pixels.scores()[j];
          won += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
      }
    }
    return won / (foreground * (pixels.pixels() - foreground));
  }

  public double averagePrecision() {
    double sum = foreground == 0 ? Double.NaN : 0;
    double recallBefore = 0;
    for (float threshold : descendingThresholds()) {
      double truePositives = atLeast(threshold, true);
      double recall = truePositives / foreground;
      sum += (recall - recallBefore) * truePositives / (truePositives + atLeast(threshold, false));
      recallBefore = recall;
    }
    return sum;
  }

  public double iou(float threshold) {
    return atLeast(threshold, true) / (double) (foreground + atLeast(threshold, false));
  }

  /** The highest threshold with the best IoU. */
  public float bestThreshold() {
    float best = Float.POSITIVE_INFINITY;
    for (float threshold : descendingThresholds()) {
      best = iou(threshold) > iou(best) ? threshold : best;
    }
    return best;
  }

  /** Errors of the foreground are 1 − score, of the background {@code margin} + score. */
  public double lovasz(int margin) {
    return lovasz(score -> 1 - score, score -> margin + score);
  }

  /** Errors are those of the probabilities that logits stand for. */
  double lovaszOfProbabilities() {
    return lovasz(logit -> 1 / (1 + Math.exp(logit)), logit -> 1 / (1 + Math.exp(-logit)));
  }

  private double lovasz(DoubleUnaryOperator ofForeground, DoubleUnaryOperator ofBackground) {
    double[] errors = new double[pixels.pixels()];
    Arrays.setAll(
        errors, i -> (positive(i) ? ofForeground : ofBackground).applyAsDouble(pixels.scores()[i]));
    int[] order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -errors[i]))
            .mapToInt(i -> i)
            .toArray();
    double loss = errors.length == 0 ? Double.NaN : 0;
    double before = 0;
    int wrong = 0;
    int wrongBackground = 0;
    for (int i : order) {
      wrong++;
      wrongBackground += positive(i) ? 0 : 1;
      double jaccard = wrong / (double) (foreground + wrongBackground);
      loss += Math.max(errors[i], 0) * (jaccard - before);
      before = jaccard;
    }
    return loss;
  }
}
