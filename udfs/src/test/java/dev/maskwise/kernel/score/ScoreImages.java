package dev.maskwise.kernel.score;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Scores and truths of the kinds on which score kernels go wrong. */
public final class ScoreImages {
  /** Sizes around the lanes, the groups and the blocks. */
  public static final List<Integer> SIZES =
      List.of(0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 129, 511, 512, 513, 1000, 100003);

  /** What the logits of one class are. */
  public enum Regime {
    NORMAL,
    /** ±N(4, 2), nearly always of the right sign. */
    GOOD,
    /** Right by 20 throughout: nothing but tiny losses. */
    EASY,
    /** ±30000, right and wrong. */
    HUGE,
    /** One huge wrong logit among easy ones. */
    ONE_WRONG,
    ALL_BACKGROUND,
    ALL_FOREGROUND,
    /** −0, 0, subnormal and tiny numbers. */
    AROUND_ZERO
  }

  private ScoreImages() {}

  public static byte[] truth(Regime regime, int pixels, SplittableRandom random) {
    byte[] truth = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      truth[i] =
          switch (regime) {
            case ALL_BACKGROUND -> 0;
            case ALL_FOREGROUND -> 1;
            default -> (byte) random.nextInt(2);
          };
    }
    return truth;
  }

  public static float[] logits(Regime regime, byte[] truth, SplittableRandom random) {
    float[] tiny = {-0f, 0f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1e-20f, -1e-8f, 1e-4f};
    float[] logits = new float[truth.length];
    for (int i = 0; i < logits.length; i++) {
      int sign = 2 * truth[i] - 1;
      logits[i] =
          switch (regime) {
            case GOOD -> (float) (sign * (4 + 2 * random.nextGaussian()));
            case EASY, ONE_WRONG -> sign * 20;
            case HUGE -> random.nextBoolean() ? 30000 : -30000;
            case AROUND_ZERO -> tiny[random.nextInt(tiny.length)];
            default -> (float) (3 * random.nextGaussian());
          };
    }
    if (regime == Regime.ONE_WRONG && logits.length > 0) {
      int at = random.nextInt(logits.length);
      logits[at] = 30000 * (1 - 2 * truth[at]);
    }
    return logits;
  }

  /** Planes whose largest score is mostly that of the truth, by a margin of the given size. */
  public static float[][] planes(
      int classes, char[] truth, double margin, SplittableRandom random) {
    float[][] planes = new float[classes][truth.length];
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (float) (2 * random.nextGaussian());
      }
    }
    for (int i = 0; i < truth.length; i++) {
      planes[truth[i]][i] += (float) margin;
    }
    return planes;
  }

  public static char[] labels(int classes, int pixels, SplittableRandom random) {
    char[] labels = new char[pixels];
    for (int i = 0; i < pixels; i++) {
      labels[i] = (char) random.nextInt(classes);
    }
    return labels;
  }

  static float[][] copy(float[][] planes) {
    return Arrays.stream(planes).map(float[]::clone).toArray(float[][]::new);
  }
}
