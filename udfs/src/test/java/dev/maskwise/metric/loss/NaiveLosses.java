package dev.maskwise.metric.loss;

import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Statistics of a few pixels straight from their definitions, in double. */
public final class NaiveLosses {

  static final float[] GAMMAS = {0, 0.5f, 2, 5};

  private NaiveLosses() {}

  /** The probabilities of every class at each valid pixel, and the pixel's true class. */
  public static ScoreStatistics multiclass(double[][] p, int[] truth, int classes, int ignored) {
    List<SoftOverlap> overlaps = new ArrayList<>();
    double[] lovasz = new double[classes];
    double[][] sums = new double[GAMMAS.length][classes];
    long[] pixels = new long[classes];
    for (int c = 0; c < classes; c++) {
      int classId = c;
      boolean[] y = new boolean[truth.length];
      double[] ofClass = new double[truth.length];
      for (int i = 0; i < truth.length; i++) {
        y[i] = truth[i] == c;
        ofClass[i] = p[i][classId];
      }
      overlaps.add(overlap(ofClass, y));
      lovasz[c] = lovasz(ofClass, y);
    }
    for (int i = 0; i < truth.length; i++) {
      addLosses(p[i][truth[i]], truth[i], sums, pixels);
    }
    PixelLosses losses = PixelLosses.of(GAMMAS, sums, pixels, truth.length + ignored);
    return new ScoreStatistics(overlaps, losses, new double[0], lovasz);
  }

  /** The probability of the foreground at each valid pixel. The Lovász hinge is made up. */
  public static ScoreStatistics binary(double[] p, boolean[] y, int ignored) {
    double[][] sums = new double[GAMMAS.length][2];
    long[] pixels = new long[2];
    for (int i = 0; i < p.length; i++) {
      addLosses(y[i] ? p[i] : 1 - p[i], y[i] ? 1 : 0, sums, pixels);
    }
    double lovasz = lovasz(p, y);
    return new ScoreStatistics(
        List.of(overlap(p, y)),
        PixelLosses.of(GAMMAS, sums, pixels, p.length + ignored),
        new double[] {3 * lovasz},
        new double[] {lovasz});
  }

  private static void addLosses(double pt, int trueClass, double[][] sums, long[] pixels) {
    for (int g = 0; g < GAMMAS.length; g++) {
      sums[g][trueClass] += Math.pow(1 - pt, GAMMAS[g]) * -Math.log(pt);
    }
    pixels[trueClass]++;
  }

  private static SoftOverlap overlap(double[] p, boolean[] y) {
    double intersection = 0;
    double prediction = 0;
    double squares = 0;
    long truth = 0;
    for (int i = 0; i < p.length; i++) {
      intersection += y[i] ? p[i] : 0;
      prediction += p[i];
      squares += p[i] * p[i];
      truth += y[i] ? 1 : 0;
    }
    return SoftOverlap.of(p.length, truth, intersection, prediction, squares);
  }

  /** The IoU loss when the pixels with the largest errors so far are wrong, step by step. */
  private static double lovasz(double[] p, boolean[] y) {
    double[] errors =
        IntStream.range(0, p.length).mapToDouble(i -> y[i] ? 1 - p[i] : p[i]).toArray();
    double positives = IntStream.range(0, p.length).filter(i -> y[i]).count();
    double missed = 0;
    double added = 0;
    double last = 0;
    double value = p.length == 0 ? Double.NaN : 0;
    for (int i :
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -errors[i]))
            .toList()) {
      missed += y[i] ? 1 : 0;
      added += y[i] ? 0 : 1;
      double loss = 1 - (positives - missed) / (positives + added);
      value += errors[i] * (loss - last);
      last = loss;
    }
    return value;
  }

  /**
   * A random image of {@code classes} classes, some of them absent; now and then without pixels.
   */
  public static ScoreStatistics random(SplittableRandom random, int classes) {
    int pixels = random.nextInt(6) == 0 ? 0 : random.nextInt(1, 30);
    int[] truth = new int[pixels];
    double[][] p = new double[pixels][classes];
    int present = random.nextInt(1, classes + 1);
    for (int i = 0; i < pixels; i++) {
      truth[i] = random.nextInt(present);
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        p[i][c] = random.nextDouble(0.01, 1) + (c == truth[i] ? 1 : 0);
        sum += p[i][c];
      }
      for (int c = 0; c < classes; c++) {
        p[i][c] /= sum;
      }
    }
    return multiclass(p, truth, classes, random.nextInt(1, 10));
  }
}
