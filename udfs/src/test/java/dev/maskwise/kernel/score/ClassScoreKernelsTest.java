package dev.maskwise.kernel.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.oracle.Probability;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many classes: the plain form against the oracle, and the vector form against the plain one. */
@Tag("vector")
class ClassScoreKernelsTest {
  private static final long SEED = 20264;

  /** Of one pixel; a sum of 300 float32 numbers has this error. */
  private static final double RELATIVE = 1.5e-6;

  private static final int[] SIZES = {0, 1, 15, 17, 511, 512, 513, 3001};
  private static final int[] CLASSES = {1, 2, 11, 19, 300};

  private static final ScoreKernels PLAIN = ScoreForm.PLAIN.kernels();
  private static final ScoreKernels VECTOR = ScoreForm.VECTOR.kernels();

  @ParameterizedTest
  @ValueSource(doubles = {0, 4, 25, 70, -30, 30000})
  void softmaxEqualsTheOracle(double margin) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int classes : CLASSES) {
      for (int pixels : SIZES) {
        char[] truth = ScoreImages.labels(classes, pixels, random);
        float[][] logits = ScoreImages.planes(classes, truth, margin, random);
        float[][] planes = ScoreImages.copy(logits);
        float[] losses = new float[pixels];
        PLAIN.softmax(planes, pixels, truth, losses);
        double worst = 0;
        for (int i = 0; i < pixels; i++) {
          double expected = Probability.softmax(logits, i, truth[i]).crossEntropy();
          worst = Math.max(worst, off(losses[i], expected));
          double sum = 0;
          for (int c = 0; c < classes; c++) {
            sum += planes[c][i];
            double p = Math.exp((double) logits[c][i] - logits[truth[i]][i] - expected);
            worst = Math.max(worst, off(planes[c][i], p));
          }
          worst = Math.max(worst, off(sum, 1));
        }
        assertThat(worst).as("%d classes, %d pixels", classes, pixels).isLessThan(RELATIVE);
        float[] vectorLosses = new float[pixels];
        float[][] untouched = ScoreImages.copy(logits);
        for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
          kernels.crossEntropyFromLogits(logits, pixels, truth, vectorLosses);
          assertThat(Arrays.equals(vectorLosses, losses)).isTrue();
          assertThat(Arrays.deepEquals(logits, untouched)).isTrue();
        }
        VECTOR.softmax(logits, pixels, truth, vectorLosses);
        assertThat(Arrays.equals(vectorLosses, losses)).isTrue();
        assertThat(Arrays.deepEquals(logits, planes)).isTrue();
      }
    }
  }

  @Test
  void softmaxOfEqualScoresSharesTheProbability() {
    float[][] planes = {{5, 30000}, {5, 30000}, {5, -30000}};
    float[] losses = new float[2];
    VECTOR.softmax(planes, 2, new char[] {2, 1}, losses);
    assertThat(losses[0]).isCloseTo((float) Math.log(3), within(2e-7f));
    assertThat(losses[1]).isCloseTo((float) Math.log(2), within(1e-7f));
    assertThat(planes[0]).containsExactly(1 / 3f, 0.5f);
    assertThat(planes[2]).containsExactly(1 / 3f, 0);
  }

  @Test
  void crossEntropyOfProbabilitiesHasAFloor() {
    float[][] planes = {{0.25f, 0, 1e-40f, 1}, {0.75f, 1, 1, 0}};
    float[] losses = new float[4];
    for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
      kernels.crossEntropy(planes, 4, new char[4], -100, losses);
      assertThat(losses)
          .containsExactly(
              new float[] {(float) Math.log(4), 100, (float) -Math.log(1e-40f), 0}, within(1e-5f));
      kernels.crossEntropy(planes, 4, new char[] {1, 1, 0, 0}, -50, losses);
      assertThat(losses)
          .containsExactly(new float[] {(float) -Math.log(0.75), 0, 50, 0}, within(1e-7f));
    }
  }

  @Test
  void crossEntropyOfProbabilitiesEqualsTheOracle() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int pixels : SIZES) {
      char[] truth = ScoreImages.labels(7, pixels, random);
      float[][] planes = new float[7][pixels];
      for (float[] plane : planes) {
        for (int i = 0; i < pixels; i++) {
          plane[i] = (float) Math.exp(-random.nextDouble(1, 12));
        }
      }
      for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
        float[] losses = new float[pixels];
        kernels.crossEntropy(planes, pixels, truth, -100, losses);
        double worst = 0;
        for (int i = 0; i < pixels; i++) {
          double expected = Probability.given(planes[truth[i]][i], -100).crossEntropy();
          worst = Math.max(worst, off(losses[i], expected));
        }
        assertThat(worst).as("%d pixels", pixels).isLessThan(RELATIVE);
      }
    }
  }

  @Test
  void focalByClassEqualsTheOracle() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int pixels : SIZES) {
      char[] truth = ScoreImages.labels(7, pixels, random);
      float[] losses = new float[pixels];
      for (int i = 0; i < pixels; i++) {
        losses[i] = (float) Math.exp(random.nextDouble(-12, 11));
      }
      for (float gamma : new float[] {0, 0.5f, 1, 2, 2.5f, 3, 5}) {
        double[] expected = new double[7];
        for (int i = 0; i < pixels; i++) {
          expected[truth[i]] += Math.pow(-Math.expm1(-losses[i]), gamma) * losses[i];
        }
        double[] sums = {1, 1, 1, 1, 1, 1, 1};
        PLAIN.focalByClass(losses, truth, pixels, gamma, sums);
        for (int c = 0; c < 7; c++) {
          assertThat(sums[c] - 1).isCloseTo(expected[c], within(3e-7 * expected[c] + 1e-15));
        }
        double[] vectorSums = {1, 1, 1, 1, 1, 1, 1};
        VECTOR.focalByClass(losses, truth, pixels, gamma, vectorSums);
        assertThat(vectorSums).containsExactly(sums);
      }
    }
  }

  @Test
  void argmaxIsTheLowestClassAmongEquals() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] scores = {-0f, 0, 1, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE};
    for (int classes : CLASSES) {
      for (int pixels : SIZES) {
        float[][] planes = new float[classes][pixels];
        char[] expected = new char[pixels];
        for (int i = 0; i < pixels; i++) {
          for (int c = 0; c < classes; c++) {
            planes[c][i] = scores[random.nextInt(classes < 5 ? 2 : scores.length)];
            expected[i] = planes[c][i] > planes[expected[i]][i] ? (char) c : expected[i];
          }
        }
        for (ScoreKernels kernels : new ScoreKernels[] {PLAIN, VECTOR}) {
          char[] labels = new char[pixels];
          kernels.argmax(planes, pixels, labels);
          assertThat(labels).containsExactly(expected);
        }
      }
    }
  }

  /** The relative difference; what is below the least normal float32 need not be kept. */
  private static double off(double value, double expected) {
    return Math.abs(value - expected) / (expected + 1e-30);
  }
}
