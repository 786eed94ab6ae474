package dev.maskwise.image;

import dev.maskwise.kernel.lovasz.NaiveLovasz;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What the scores of an image come to, in double, pixel after pixel: the oracle. */
final class NaiveJudge {
  private final ScoreRules rules;

  /** Of each valid pixel its class: in the binary task 1 is the foreground. */
  final int[] truth;

  /** Of each valid pixel its scores. */
  final float[][] scores;

  /** Of each valid pixel its probabilities. */
  final double[][] p;

  NaiveJudge(ScoreRules rules, int[] labels, float[][] planes) {
    this.rules = rules;
    int[] valid =
        IntStream.range(0, labels.length).filter(i -> labels[i] != rules.ignore()).toArray();
    this.truth = Arrays.stream(valid).map(i -> classOf(labels[i])).toArray();
    this.scores = new float[valid.length][planes.length];
    this.p = new double[valid.length][planes.length];
    for (int i = 0; i < valid.length; i++) {
      double sum = rules.task() == Task.BINARY ? 1 : 0;
      for (int c = 0; c < planes.length; c++) {
        scores[i][c] = planes[c][valid[i]];
        p[i][c] = rules.kind() == ScoreKind.LOGIT ? Math.exp(scores[i][c]) : scores[i][c];
        sum += p[i][c];
      }
      for (int c = 0; c < planes.length && rules.kind() == ScoreKind.LOGIT; c++) {
        p[i][c] /= sum;
      }
    }
  }

  private int classOf(int label) {
    if (rules.task() == Task.MULTICLASS) {
      return label;
    }
    return (rules.foreground() < 0 ? label != 0 : label == rules.foreground()) ? 1 : 0;
  }

  private boolean binary() {
    return rules.task() == Task.BINARY;
  }

  /** The class of a channel: the only one of the binary task is the foreground. */
  private int classOfChannel(int channel) {
    return binary() ? 1 : channel;
  }

  byte[] isClass(int channel) {
    byte[] is = new byte[truth.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = (byte) (truth[i] == classOfChannel(channel) ? 1 : 0);
    }
    return is;
  }

  int predicted(int i) {
    if (binary()) {
      boolean equal = rules.operator() == ThresholdOperator.GE && scores[i][0] == rules.threshold();
      return equal || scores[i][0] > rules.threshold() ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < scores[i].length; c++) {
      best = scores[i][c] > scores[i][best] ? c : best;
    }
    return best;
  }

  long[] confusion(int classes) {
    long[] counts = new long[classes * classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i] * classes + predicted(i)]++;
    }
    return counts;
  }

  /** Σp^power over the pixels, or over those of the class alone. */
  double sum(int channel, int power, boolean inTruth) {
    return IntStream.range(0, truth.length)
        .filter(i -> !inTruth || truth[i] == classOfChannel(channel))
        .mapToDouble(i -> Math.pow(p[i][channel], power))
        .sum();
  }

  /** Σ(1 − p_t)^γ·CE over the pixels of a true class. */
  double focal(float gamma, int trueClass) {
    return IntStream.range(0, truth.length)
        .filter(i -> truth[i] == trueClass)
        .mapToDouble(i -> binary() ? (trueClass == 1 ? p[i][0] : 1 - p[i][0]) : p[i][trueClass])
        .map(pt -> Math.pow(1 - pt, gamma) * -Math.max(Math.log(pt), rules.logFloor()))
        .sum();
  }

  double hinge() {
    byte[] y = isClass(0);
    return y.length == 0
        ? Double.NaN
        : NaiveLovasz.value(i -> Math.max(1 - scores[i][0] * (2.0 * y[i] - 1), 0), y);
  }

  double softmax(int channel) {
    byte[] y = isClass(channel);
    return y.length == 0 ? Double.NaN : NaiveLovasz.value(i -> Math.abs(y[i] - p[i][channel]), y);
  }
}
