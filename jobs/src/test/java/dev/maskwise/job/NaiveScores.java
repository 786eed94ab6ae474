package dev.maskwise.job;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers of valid pixels straight from their definitions, in double. A binary task has the
 * classes background and foreground.
 */
final class NaiveScores {

  /** What curves rank, for each pixel and class. */
  private final double[][] scores;

  /** The probability of each pixel and class. */
  private final double[][] p;

  private final int[] truth;

  private NaiveScores(double[][] scores, double[][] p, int[] truth) {
    this.scores = scores;
    this.p = p;
    this.truth = truth;
  }

  /** The class of each pixel. */
  int[] truth() {
    return truth;
  }

  /** An image, planes of scores that are probabilities or logits, without its ignored pixels. */
  static NaiveScores of(float[] planes, byte[] labels, boolean logits) {
    int channels = planes.length / labels.length;
    int[] valid =
        IntStream.range(0, labels.length).filter(i -> labels[i] != Scores.IGNORE).toArray();
    double[][] given = new double[valid.length][];
    for (int v = 0; v < valid.length; v++) {
      int pixel = valid[v];
      given[v] =
          IntStream.range(0, channels)
              .mapToDouble(c -> planes[c * labels.length + pixel])
              .toArray();
    }
    int[] classes = Arrays.stream(valid).map(i -> labels[i]).toArray();
    if (channels == 1) {
      double[][] p =
          Arrays.stream(given)
              .map(s -> two(logits ? sigmoid(s[0]) : s[0]))
              .toArray(double[][]::new);
      return new NaiveScores(
          Arrays.stream(given).map(s -> new double[] {-s[0], s[0]}).toArray(double[][]::new),
          p,
          classes);
    }
    double[][] p =
        logits ? Arrays.stream(given).map(NaiveScores::softmax).toArray(double[][]::new) : given;
    return new NaiveScores(p, p, classes);
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double[] two(double foreground) {
    return new double[] {1 - foreground, foreground};
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(z -> Math.exp(z) / sum).toArray();
  }

  /** The same pixels where some labels are the foreground, class 1, and the others class 0. */
  NaiveScores against(IntPredicate foreground) {
    return new NaiveScores(
        scores, p, Arrays.stream(truth).map(t -> foreground.test(t) ? 1 : 0).toArray());
  }

  NaiveScores plus(NaiveScores others) {
    return new NaiveScores(
        Stream.of(scores, others.scores).flatMap(Arrays::stream).toArray(double[][]::new),
        Stream.of(p, others.p).flatMap(Arrays::stream).toArray(double[][]::new),
        IntStream.concat(Arrays.stream(truth), Arrays.stream(others.truth)).toArray());
  }

  /** Σ α·(1 − p_t)^γ·CE / N with α for the foreground; the logarithm has a floor of −100. */
  double focal(double gamma, double foreground, double background) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double pt = p[i][truth[i]];
      double weight = truth[i] == 0 ? background : foreground;
      sum -= weight * Math.pow(1 - pt, gamma) * Math.max(Math.log(pt), -100);
    }
    return sum / truth.length;
  }

  double crossEntropy() {
    return focal(0, 1, 1);
  }

  private double sum(IntToDoubleFunction of) {
    return IntStream.range(0, truth.length).mapToDouble(of).sum();
  }

  double softIntersection(int c) {
    return sum(i -> truth[i] == c ? p[i][c] : 0);
  }

  double softPrediction(int c) {
    return sum(i -> p[i][c]);
  }

  double cardinality(int c) {
    return sum(i -> truth[i] == c ? 1 : 0);
  }

  double softDice(int c) {
    return 1 - 2 * softIntersection(c) / (softPrediction(c) + cardinality(c) + 1e-6);
  }

  double softIou(int c) {
    double both = softIntersection(c);
    return 1 - both / (softPrediction(c) + cardinality(c) - both + 1e-6);
  }

  double brier(int c) {
    return sum(i -> Math.pow(p[i][c] - (truth[i] == c ? 1 : 0), 2)) / truth.length;
  }

  double ece(int c) {
    return ece(i -> c);
  }

  double eceTopLabel() {
    return ece(this::predicted);
  }

  /** Fifteen bins that hold their lower edge, of the probability of a class of each pixel. */
  private double ece(IntUnaryOperator classOf) {
    double[] gaps = new double[15];
    for (int i = 0; i < truth.length; i++) {
      int c = classOf.applyAsInt(i);
      gaps[Math.min(14, (int) (15 * p[i][c]))] += p[i][c] - (truth[i] == c ? 1 : 0);
    }
    return Arrays.stream(gaps).map(Math::abs).sum() / truth.length;
  }

  double lovaszSoftmax(int c) {
    return lovasz(c, i -> Math.abs(p[i][c] - (truth[i] == c ? 1 : 0)));
  }

  double lovaszHinge() {
    return lovasz(1, i -> Math.max(0, 1 - scores[i][1] * (2 * truth[i] - 1)));
  }

  /** The errors from the largest on, each times what its pixel adds to the IoU loss. */
  private double lovasz(int c, IntToDoubleFunction error) {
    double wrong = 0;
    double wrongBackground = 0;
    double before = 0;
    double loss = 0;
    for (int i :
        IntStream.range(0, truth.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -error.applyAsDouble(i)))
            .toList()) {
      wrong++;
      wrongBackground += truth[i] == c ? 0 : 1;
      double iouLoss = wrong / (cardinality(c) + wrongBackground);
      loss += error.applyAsDouble(i) * (iouLoss - before);
      before = iouLoss;
    }
    return loss;
  }

  /** How many pixels of a class, or of others, have a score that fulfils a condition. */
  long count(int c, boolean ofClass, DoublePredicate score) {
    return IntStream.range(0, truth.length)
        .filter(i -> (truth[i] == c) == ofClass && score.test(scores[i][c]))
        .count();
  }

  private Iterable<Double> descendingScores(int c) {
    TreeSet<Double> distinct = new TreeSet<>();
    Arrays.stream(scores).forEach(s -> distinct.add(s[c]));
    return distinct.descendingSet();
  }

  /** The share of won pairs; a draw is half won. */
  double auroc(int c) {
    double won = 0;
    for (double t : descendingScores(c)) {
      long here = count(c, true, s -> s == t);
      won += here * (count(c, false, s -> s < t) + 0.5 * count(c, false, s -> s == t));
    }
    return won / cardinality(c) / (truth.length - cardinality(c));
  }

  double averagePrecision(int c) {
    double value = 0;
    for (double t : descendingScores(c)) {
      double hits = count(c, true, s -> s >= t);
      value += count(c, true, s -> s == t) * hits / (hits + count(c, false, s -> s >= t));
    }
    return value / cardinality(c);
  }

  double iou(int c, DoublePredicate predicted) {
    return count(c, true, predicted) / (cardinality(c) + count(c, false, predicted));
  }

  /** The highest threshold with the best IoU. */
  double bestThreshold(int c) {
    double best = Double.POSITIVE_INFINITY;
    for (double t : descendingScores(c)) {
      double soFar = best;
      best = iou(c, s -> s >= t) > iou(c, s -> s >= soFar) ? t : best;
    }
    return best;
  }

  double bestIou(int c) {
    double threshold = bestThreshold(c);
    return iou(c, s -> s >= threshold);
  }

  /** The class of the largest score, the first of equals. */
  int predicted(int pixel) {
    double[] of = p[pixel];
    return IntStream.range(0, of.length).reduce(0, (best, c) -> of[c] > of[best] ? c : best);
  }
}
