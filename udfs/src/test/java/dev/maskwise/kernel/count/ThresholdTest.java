package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdTest {
  private static final float[] EXTREMES = {
    Float.NEGATIVE_INFINITY,
    -Float.MAX_VALUE,
    -1,
    -Float.MIN_NORMAL,
    -Float.MIN_VALUE,
    -0f,
    0f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Math.nextDown(0.5f),
    0.5f,
    Math.nextUp(0.5f),
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NaN,
    Float.intBitsToFloat(-1) // NaN with the sign bit
  };

  /** One pixel after the other. */
  private static long[] naive(
      float[] scores, byte[] truth, int pixels, float threshold, boolean inclusive) {
    long[] counts = new long[3];
    for (int i = 0; i < pixels; i++) {
      boolean predicted = inclusive ? scores[i] >= threshold : scores[i] > threshold;
      counts[0] += predicted && truth[i] == 1 ? 1 : 0;
      counts[1] += truth[i];
      counts[2] += predicted ? 1 : 0;
    }
    return counts;
  }

  private static long[] count(
      float[] scores, byte[] truth, int pixels, float threshold, boolean inclusive) {
    long[] counts = new long[3];
    Threshold.count(scores, truth, pixels, threshold, inclusive, counts);
    return counts;
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void equalsTheOracle(Regime regime) {
    Property.forAll(
        31,
        40,
        random -> ScoredPixels.logits(regime, random.nextInt(40), random),
        pixels -> {
          int n = pixels.pixels();
          float[] thresholds = Arrays.copyOf(EXTREMES, EXTREMES.length + n);
          System.arraycopy(pixels.scores(), 0, thresholds, EXTREMES.length, n);
          for (float threshold : thresholds) {
            for (boolean inclusive : new boolean[] {false, true}) {
              assertThat(count(pixels.scores(), pixels.truth(), n, threshold, inclusive))
                  .as("threshold %s, inclusive %s", threshold, inclusive)
                  .containsExactly(naive(pixels.scores(), pixels.truth(), n, threshold, inclusive));
            }
          }
        });
  }

  @Test
  void everyKindOfScoreMeetsEveryKindOfThreshold() {
    byte[] truth = {1};
    for (float threshold : EXTREMES) {
      for (float score : EXTREMES) {
        float[] scores = {score};
        long atLeast = score >= threshold ? 1 : 0;
        long more = score > threshold ? 1 : 0;
        assertThat(count(scores, truth, 1, threshold, true))
            .as("%s ≥ %s", score, threshold)
            .containsExactly(atLeast, 1, atLeast);
        assertThat(count(scores, truth, 1, threshold, false))
            .as("%s > %s", score, threshold)
            .containsExactly(more, 1, more);
      }
    }
  }

  @Test
  void addsAndReadsNothingBehindThePixels() {
    SplittableRandom random = new SplittableRandom(32);
    for (int pixels = 0; pixels < 70; pixels++) {
      float[] scores = new float[pixels + 9];
      byte[] truth = new byte[pixels + 9];
      Arrays.fill(scores, 9);
      Arrays.fill(truth, (byte) 1);
      for (int i = 0; i < pixels; i++) {
        scores[i] = random.nextInt(3);
        truth[i] = (byte) random.nextInt(2);
      }
      long[] expected = naive(scores, truth, pixels, 1, true);
      long[] counts = {1L << 40, 2L << 40, 3L << 40};
      Threshold.count(scores, truth, pixels, 1, true, counts);
      assertThat(counts)
          .containsExactly(
              (1L << 40) + expected[0], (2L << 40) + expected[1], (3L << 40) + expected[2]);
    }
  }

  @Test
  void refusesWrongArgumentsInOneSentence() {
    assertThatThrownBy(() -> Threshold.count(new float[8], new byte[9], 9, 0, true, new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "9 pixels and 3 counts were asked for, but there are 8 scores, 9 truths and 3 counts.");
    assertThatThrownBy(() -> Threshold.count(new float[9], new byte[8], 9, 0, true, new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Threshold.count(new float[9], new byte[9], -1, 0, true, new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Threshold.count(new float[9], new byte[9], 9, 0, true, new long[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMaskIsWhatIsCounted() {
    for (float threshold : EXTREMES) {
      byte[] mask = Threshold.mask(EXTREMES, threshold);
      for (int i = 0; i < mask.length; i++) {
        assertThat(mask[i]).isEqualTo((byte) (EXTREMES[i] >= threshold ? 1 : 0));
      }
    }
  }
}
