package dev.maskwise.law;

import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Scores of one class, all finite, and their truth, 0 or 1: of the kinds on which curves and losses
 * go wrong. All choices come from the random numbers that are given.
 */
public final class ScoredPixels {
  private final float[] scores;
  private final byte[] truth;

  public ScoredPixels(float[] scores, byte[] truth) {
    this.scores = scores;
    this.truth = truth;
  }

  /** What the scores are like. */
  public enum Regime {
    /** Scores that know nothing of the truth. */
    RANDOM,
    /** Mostly far from the threshold on the right side, and little foreground. */
    GOOD_MODEL,
    /** Multiples of 1/255, and of 1/16 for logits. */
    EIGHT_BIT,
    /** Multiples of 1/65535, and of 1/4096 for logits. */
    SIXTEEN_BIT,
    /** Eleven significant bits. */
    FLOAT16,
    EQUAL,
    /** ±30000 and 30000 times a random number; probabilities are 0 or 1. */
    HUGE,
    /** Subnormal. */
    TINY,
    /** Zeros of both signs, and a few others. */
    ZEROS,
    ONLY_FOREGROUND,
    ONLY_BACKGROUND,
    ONE_PIXEL
  }

  public float[] scores() {
    return scores;
  }

  public byte[] truth() {
    return truth;
  }

  public int pixels() {
    return scores.length;
  }

  public ScoreHistogram histogram(int bits) {
    ScoreHistogram histogram = new ScoreHistogram(bits);
    histogram.add(scores, truth, scores.length);
    return histogram;
  }

  /** For the oracle. */
  public NaiveImage image(boolean logits) {
    return NaiveImage.of(scores, truth, logits, -100);
  }

  /** Logits of any sign. */
  public static ScoredPixels logits(Regime regime, int pixels, SplittableRandom random) {
    return make(regime, false, pixels, random);
  }

  /** Numbers in [0, 1]. */
  public static ScoredPixels probabilities(Regime regime, int pixels, SplittableRandom random) {
    return make(regime, true, pixels, random);
  }

  private static ScoredPixels make(
      Regime regime, boolean probability, int pixels, SplittableRandom random) {
    int n = regime == Regime.ONE_PIXEL ? 1 : pixels;
    ScoredPixels made = new ScoredPixels(new float[n], new byte[n]);
    float one = probability ? random.nextFloat() : random.nextFloat() * 8 - 4;
    for (int i = 0; i < n; i++) {
      int y = random.nextInt(regime == Regime.GOOD_MODEL ? 10 : 3) == 0 ? 1 : 0;
      made.truth[i] = (byte) y;
      made.scores[i] =
          regime == Regime.EQUAL
              ? one
              : probability ? probability(regime, y, random) : logit(regime, y, random);
    }
    switch (regime) {
      case ONLY_FOREGROUND -> Arrays.fill(made.truth, (byte) 1);
      case ONLY_BACKGROUND -> Arrays.fill(made.truth, (byte) 0);
      default -> {}
    }
    return made;
  }

  private static float logit(Regime regime, int y, SplittableRandom random) {
    return switch (regime) {
      case GOOD_MODEL -> (float) ((y == 1 ? 4 : -6) + 3 * gaussian(random));
      case EIGHT_BIT -> (random.nextInt(256) - 128) / 16f;
      case SIXTEEN_BIT -> (random.nextInt(65536) - 32768) / 4096f;
      case FLOAT16 -> elevenBits((float) gaussian(random) * 5);
      case HUGE -> random.nextInt(3) == 0 ? 30000 * (float) gaussian(random) : y * 60000f - 30000;
      case TINY -> Float.MIN_VALUE * random.nextInt(-1 << 20, 1 << 20);
      case ZEROS -> zero(random) - (random.nextInt(5) == 0 ? 0.5f : 0);
      default -> (float) gaussian(random) * 3;
    };
  }

  private static float probability(Regime regime, int y, SplittableRandom random) {
    return switch (regime) {
      case GOOD_MODEL -> (float) (1 / (1 + Math.exp(-logit(regime, y, random))));
      case EIGHT_BIT -> random.nextInt(256) / 255f;
      case SIXTEEN_BIT -> random.nextInt(65536) / 65535f;
      case FLOAT16 -> elevenBits(random.nextFloat());
      case HUGE -> random.nextInt(2);
      case TINY -> Float.MIN_VALUE * random.nextInt(1 << 20);
      case ZEROS -> zero(random);
      default -> random.nextFloat();
    };
  }

  private static float zero(SplittableRandom random) {
    return random.nextBoolean() ? 0f : -0f;
  }

  private static float elevenBits(float score) {
    return Float.intBitsToFloat(Float.floatToIntBits(score) & -1 << 13);
  }

  @Override
  public String toString() {
    return Arrays.toString(scores) + " with truth " + Arrays.toString(truth);
  }

  /** The sum of twelve uniform numbers, which is close enough. */
  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
