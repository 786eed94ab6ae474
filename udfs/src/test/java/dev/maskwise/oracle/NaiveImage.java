package dev.maskwise.oracle;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The valid pixels of an image. One score a pixel is that of the foreground, and the classes are 0,
 * the background, and 1; of many scores, each is that of a class.
 */
public final class NaiveImage {
  private final double[][] scores;
  private final int[] truth;
  private final boolean logits;
  private final double logFloor;

  /** Scores as [pixel][class]: logits, or probabilities whose logarithms have a floor. */
  public NaiveImage(double[][] scores, int[] truth, boolean logits, double logFloor) {
    this.scores = scores;
    this.truth = truth;
    this.logits = logits;
    this.logFloor = logFloor;
  }

  /** Without the pixels of the ignored label. */
  public static NaiveImage of(
      float[][] planes, int[] labels, int ignore, boolean logits, double logFloor) {
    int[] valid = IntStream.range(0, labels.length).filter(i -> labels[i] != ignore).toArray();
    double[][] scores = new double[valid.length][planes.length];
    for (int i = 0; i < valid.length; i++) {
      for (int c = 0; c < planes.length; c++) {
        scores[i][c] = planes[c][valid[i]];
      }
    }
    int[] truth = IntStream.of(valid).map(i -> labels[i]).toArray();
    return new NaiveImage(scores, truth, logits, logFloor);
  }

  /** Of one class, all pixels valid. */
  public static NaiveImage of(float[] scores, byte[] truth, boolean logits, double logFloor) {
    int[] labels = IntStream.range(0, truth.length).map(i -> truth[i]).toArray();
    return of(new float[][] {scores}, labels, -1, logits, logFloor);
  }

  /** The same pixels where some labels are the foreground, class 1, and the others class 0. */
  public NaiveImage against(IntPredicate foreground) {
    int[] binary = IntStream.of(truth).map(label -> foreground.test(label) ? 1 : 0).toArray();
    return new NaiveImage(scores, binary, logits, logFloor);
  }

  public NaiveImage plus(NaiveImage others) {
    return new NaiveImage(
        Stream.of(scores, others.scores).flatMap(Arrays::stream).toArray(double[][]::new),
        IntStream.concat(IntStream.of(truth), IntStream.of(others.truth)).toArray(),
        logits,
        logFloor);
  }

  public int pixels() {
    return truth.length;
  }

  /** The class of each pixel. */
  public int[] truth() {
    return truth;
  }

  /** 1 for pixels of the class, 0 for others. */
  public byte[] isClass(int c) {
    byte[] is = new byte[truth.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = (byte) (truth[i] == c ? 1 : 0);
    }
    return is;
  }

  public Probability probability(int i, int c) {
    double[] of = scores[i];
    if (of.length > 1) {
      return logits ? Probability.softmax(of, c) : Probability.given(of[c], logFloor);
    } else if (logits) {
      return Probability.sigmoid(c == 1 ? of[0] : -of[0]);
    }
    return c == 1 ? Probability.given(of[0], logFloor) : Probability.other(of[0], logFloor);
  }

  double[] each(IntToDoubleFunction ofPixel) {
    return IntStream.range(0, truth.length).mapToDouble(ofPixel).toArray();
  }

  public double[] probabilities(int c) {
    return each(i -> probability(i, c).value());
  }

  /** The score of the only class. */
  double score(int i) {
    return scores[i][0];
  }

  /** The only class has its scores ranked, many classes their probabilities. */
  public double[] ranked(int c) {
    return each(i -> scores[i].length == 1 ? score(i) : probability(i, c).value());
  }

  public NaiveCurve curve(int c) {
    return new NaiveCurve(ranked(c), isClass(c));
  }

  /** The foreground of one class, where its score is such. */
  public int[] predicted(DoublePredicate foreground) {
    return Arrays.stream(scores).mapToInt(of -> foreground.test(of[0]) ? 1 : 0).toArray();
  }

  /** Of many classes, that of the largest score. */
  public int[] predicted() {
    return Arrays.stream(scores).mapToInt(Probability::argmax).toArray();
  }

  /** The probability of the class that is predicted of many. */
  public double[] confidences() {
    int[] predicted = predicted();
    return each(i -> probability(i, predicted[i]).value());
  }

  /** 1 where the class that is predicted of many is the true one. */
  public byte[] right() {
    int[] predicted = predicted();
    byte[] right = new byte[truth.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = (byte) (predicted[i] == truth[i] ? 1 : 0);
    }
    return right;
  }
}
