package dev.maskwise.kernel.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilitiesTest {

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -Float.MIN_VALUE, 1.0000001f, Float.POSITIVE_INFINITY, -1})
  void theFirstThatIsNone(float score) {
    assertThat(Probabilities.firstOutside(new float[] {0, 1, -0f, score, score}, 5)).isEqualTo(3);
    assertThat(Probabilities.firstOutside(new float[] {0, 1, -0f, score, score}, 3)).isEqualTo(-1);
  }

  @Test
  void theFirstThatDoNotAddUpToOne() {
    float[] sums = new float[3];
    float[][] planes = {{0.25f, 0.5f, 1}, {0.75f, 0.25f, 1}};
    assertThat(Probabilities.firstNotSumOne(planes, 3, sums)).isEqualTo(1);
    assertThat(sums).containsExactly(1, 0.75f, 2);
    assertThat(Probabilities.firstNotSumOne(planes, 1, sums)).isEqualTo(-1);
  }

  /** Each of the classes may be off by 1/255, but all together by no more than a tenth. */
  @Test
  void theToleranceGrowsWithTheClasses() {
    assertThat(Probabilities.sumTolerance(4)).isEqualTo(4f / 255);
    assertThat(Probabilities.sumTolerance(1000)).isEqualTo(0.1f);
    float[] sums = new float[1];
    for (float off : new float[] {-1, 1}) {
      assertThat(
              Probabilities.firstNotSumOne(
                  new float[][] {{0.5f}, {0.5f + off * 1.9f / 255}}, 1, sums))
          .isEqualTo(-1);
      assertThat(
              Probabilities.firstNotSumOne(
                  new float[][] {{0.5f}, {0.5f + off * 2.1f / 255}}, 1, sums))
          .isZero();
    }
  }
}
