package dev.maskwise.metric.loss;

import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.SoftSums;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Statistics of a few pixels, their numbers from the oracle. */
public final class PixelStatistics {

  private static final float[] GAMMAS = {0, 0.5f, 2, 5};

  private PixelStatistics() {}

  /** The probabilities of every class at each valid pixel, and the pixel's true class. */
  public static ScoreStatistics multiclass(double[][] p, int[] truth, int classes, int ignored) {
    NaiveImage image = new NaiveImage(p, truth, false, Double.NEGATIVE_INFINITY);
    List<SoftOverlap> overlaps = new ArrayList<>();
    double[] lovasz = new double[classes];
    for (int c = 0; c < classes; c++) {
      overlaps.add(overlap(image, c));
      lovasz[c] = NaiveLosses.lovaszSoftmax(image, c);
    }
    return new ScoreStatistics(overlaps, losses(image, classes, ignored), new double[0], lovasz);
  }

  /** The probability of the foreground at each valid pixel. The Lovász hinge is made up. */
  public static ScoreStatistics binary(double[] p, boolean[] y, int ignored) {
    double[][] scores = Arrays.stream(p).mapToObj(s -> new double[] {s}).toArray(double[][]::new);
    int[] truth = IntStream.range(0, y.length).map(i -> y[i] ? 1 : 0).toArray();
    NaiveImage image = new NaiveImage(scores, truth, false, Double.NEGATIVE_INFINITY);
    double lovasz = NaiveLosses.lovaszSoftmax(image, 1);
    return new ScoreStatistics(
        List.of(overlap(image, 1)),
        losses(image, 2, ignored),
        new double[] {3 * lovasz},
        new double[] {lovasz});
  }

  private static PixelLosses losses(NaiveImage image, int classes, int ignored) {
    double[][] sums = new double[GAMMAS.length][classes];
    long[] pixels = new long[classes];
    for (int c = 0; c < classes; c++) {
      for (int g = 0; g < GAMMAS.length; g++) {
        sums[g][c] = NaiveLosses.focalSum(image, GAMMAS[g], c);
      }
      int classId = c;
      pixels[c] = IntStream.of(image.truth()).filter(t -> t == classId).count();
    }
    return PixelLosses.of(GAMMAS, sums, pixels, image.pixels() + ignored);
  }

  private static SoftOverlap overlap(NaiveImage image, int c) {
    SoftSums sums = NaiveLosses.soft(image, c);
    return SoftOverlap.of(
        sums.pixels(), (long) sums.truth(), sums.intersection(), sums.prediction(), sums.squares());
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
