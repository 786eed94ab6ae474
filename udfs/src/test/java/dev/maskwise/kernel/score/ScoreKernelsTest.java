package dev.maskwise.kernel.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.kernel.score.ScoreImages.Regime;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.Probability;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One class: the plain form against the oracle, and the vector form against the plain one. */
@Tag("vector")
class ScoreKernelsTest {
  private static final long SEED = 20263;
  private static final float[] GAMMAS = {0, 0.5f, 1, 2, 3, 2.5f, 0.1f, 5};
  private static final double RELATIVE = 1e-6;

  /** Losses below the least normal float32 are lost. */
  private static final double LEAST = 1e-36;

  private static final ScoreKernels PLAIN = ScoreForm.PLAIN.kernels();
  private static final ScoreKernels VECTOR = ScoreForm.VECTOR.kernels();

  @ParameterizedTest
  @EnumSource(Regime.class)
  void logitsEqualTheOracle(Regime regime) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int pixels : ScoreImages.SIZES) {
      byte[] truth = ScoreImages.truth(regime, pixels, random);
      float[] logits = ScoreImages.logits(regime, truth, random);
      float[] probabilities = new float[pixels];
      double[] sums = new double[ScoreKernels.sums(GAMMAS.length)];
      PLAIN.fromLogits(logits, truth, pixels, GAMMAS, probabilities, sums);
      assertClose(sums, ScoreSums.of(NaiveImage.of(logits, truth, true, -100), GAMMAS), pixels);
      double worst = 0;
      for (int i = 0; i < pixels; i++) {
        double p = Probability.sigmoid(logits[i]).value();
        worst = Math.max(worst, Math.abs(probabilities[i] - p) / (p + 1e-30));
      }
      assertThat(worst).isLessThan(2.5e-7);

      double[] vectorSums = new double[sums.length];
      VECTOR.lossesFromLogits(logits, truth, pixels, GAMMAS, vectorSums);
      System.arraycopy(sums, 0, vectorSums, 0, ScoreKernels.FOCAL);
      assertThat(vectorSums).as("%d pixels", pixels).containsExactly(sums);

      Arrays.fill(vectorSums, 0);
      float[] inPlace = logits.clone();
      VECTOR.fromLogits(inPlace, truth, pixels, GAMMAS, inPlace, vectorSums);
      assertThat(Arrays.equals(vectorSums, sums)).as("%d pixels", pixels).isTrue();
      assertThat(Arrays.equals(inPlace, probabilities)).as("%d pixels", pixels).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void probabilitiesEqualTheOracle(Regime regime) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int pixels : ScoreImages.SIZES) {
      byte[] truth = ScoreImages.truth(regime, pixels, random);
      float[] probabilities = ScoreImages.logits(regime, truth, random);
      PLAIN.fromLogits(probabilities, truth, pixels, new float[0], probabilities, new double[3]);
      for (float floor : pixels > 2000 ? new float[] {-100} : new float[] {-100, -5, -200}) {
        double[] sums = new double[ScoreKernels.sums(GAMMAS.length)];
        PLAIN.fromProbabilities(probabilities, truth, pixels, GAMMAS, floor, sums);
        double[] expected = ScoreSums.of(NaiveImage.of(probabilities, truth, false, floor), GAMMAS);
        assertClose(sums, expected, pixels);
        double[] vectorSums = new double[sums.length];
        VECTOR.fromProbabilities(probabilities, truth, pixels, GAMMAS, floor, vectorSums);
        assertThat(Arrays.equals(vectorSums, sums)).as("%d pixels", pixels).isTrue();
      }
    }
  }

  @Test
  void isExactWhereSigmoidIsSaturated() {
    float[] logits = {30000, -30000, 30000, -30000};
    byte[] truth = {1, 0, 0, 1};
    float[] probabilities = new float[4];
    double[] sums = new double[ScoreKernels.sums(2)];
    PLAIN.fromLogits(logits, truth, 4, new float[] {0, 2}, probabilities, sums);
    assertThat(probabilities).containsExactly(1, 0, 1, 0);
    assertThat(sums).containsExactly(2, 1, 2, 30000, 30000, 30000, 30000);
  }

  @Test
  void aLossWithoutAFloorIsInfinite() {
    float[] probabilities = {0, 0.5f, 1};
    byte[] truth = {1, 0, 1};
    for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
      double[] sums = new double[ScoreKernels.sums(1)];
      kernels.fromProbabilities(
          probabilities, truth, 3, new float[] {0}, Float.NEGATIVE_INFINITY, sums);
      assertThat(sums[ScoreKernels.FOCAL]).isCloseTo(Math.log(2), within(1e-7));
      assertThat(sums[ScoreKernels.FOCAL + 1]).isInfinite();
    }
  }

  @Test
  void keepsItsDigitsOverMorePixelsThanAFloatCounts() {
    int pixels = (1 << 24) + 77;
    float[] logits = new float[pixels];
    Arrays.fill(logits, 1.1f);
    byte[] truth = new byte[pixels];
    Arrays.fill(truth, (byte) 1);
    double[] sums = new double[ScoreKernels.sums(1)];
    ScoreKernels.best().fromLogits(logits, truth, pixels, new float[] {2}, logits, sums);
    double p = Probability.sigmoid(1.1f).value();
    assertThat(sums[0] / pixels).isCloseTo(p, within(2e-7 * p));
    double loss = Probability.sigmoid(1.1f).focal(2);
    assertThat(sums[4] / pixels).isCloseTo(loss, within(4e-7 * loss));
  }

  @Test
  void addsToTheSumsAndReadsNothingBehindThePixels() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] truth = ScoreImages.truth(Regime.GOOD, 2000, random);
    float[] logits = ScoreImages.logits(Regime.GOOD, truth, random);
    double[] alone = new double[5];
    float[] probabilities = new float[700];
    PLAIN.fromLogits(
        Arrays.copyOf(logits, 700),
        Arrays.copyOf(truth, 700),
        700,
        new float[] {2},
        probabilities,
        alone);
    double[] sums = {1 << 20, 2, 3, 4, 5};
    float[] longer = new float[2000];
    VECTOR.fromLogits(logits, truth, 700, new float[] {2}, longer, sums);
    assertThat(sums)
        .containsExactly(
            (1 << 20) + alone[0], 2 + alone[1], 3 + alone[2], 4 + alone[3], 5 + alone[4]);
    assertThat(Arrays.copyOf(longer, 700)).containsExactly(probabilities);
    assertThat(Arrays.copyOfRange(longer, 700, 2000)).containsOnly(0);
    double[] overlap = {7, 8, 9};
    VECTOR.softOverlap(longer, truth, 700, overlap);
    assertThat(overlap).containsExactly(7 + alone[0], 8 + alone[1], 9 + alone[2]);
  }

  @Test
  void lossesAloneLeaveTheOtherSumsAndTheLogits() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] truth = ScoreImages.truth(Regime.NORMAL, 700, random);
    float[] logits = ScoreImages.logits(Regime.NORMAL, truth, random);
    float[] copy = logits.clone();
    for (float[] gammas : new float[][] {{}, {0}, {2}, {2.5f, 0}}) {
      double[] expected = new double[ScoreKernels.sums(gammas.length)];
      PLAIN.fromLogits(logits, truth, 690, gammas, new float[690], expected);
      for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
        double[] sums = Arrays.copyOf(new double[] {7, 8, 9}, expected.length);
        kernels.lossesFromLogits(logits, truth, 690, gammas, sums);
        assertThat(Arrays.copyOf(sums, 3)).containsExactly(7, 8, 9);
        assertThat(Arrays.copyOfRange(sums, 3, sums.length))
            .containsExactly(Arrays.copyOfRange(expected, 3, expected.length));
        assertThat(logits).containsExactly(copy);
      }
    }
  }

  @Test
  void findsTheFirstScoreThatIsNotFinite() {
    float[] wrong = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    float[] scores = new float[1040];
    Arrays.fill(scores, -Float.MAX_VALUE);
    for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
      assertThat(kernels.firstNonFinite(scores, scores.length)).isEqualTo(-1);
      for (int at = 0; at < scores.length; at++) {
        scores[at] = wrong[at % 3];
        assertThat(kernels.firstNonFinite(scores, scores.length)).isEqualTo(at);
        assertThat(kernels.firstNonFinite(scores, at)).isEqualTo(-1);
        scores[at] = at % 2 == 0 ? Float.MAX_VALUE : -0f;
      }
    }
  }

  private static void assertClose(double[] sums, double[] expected, int pixels) {
    for (int k = 0; k < sums.length; k++) {
      assertThat(sums[k])
          .as("sum %d of %d pixels", k, pixels)
          .isCloseTo(expected[k], within(RELATIVE * expected[k] + LEAST * pixels));
    }
  }
}
