package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class SceneNoiseTest {
  /** Noise with bumps of a size in units, 256 of which are the height of the picture. */
  private static DoubleBinaryOperator noise(long seed, double size, int width, int height) {
    return new Scene(0, width, height).noise(new SplittableRandom(seed), size);
  }

  @Test
  void staysWithinItsRangeAndUsesIt() {
    DoubleBinaryOperator noise = noise(1, 8, 512, 256);
    double sum = 0;
    double least = 0;
    double most = 0;
    for (int row = 0; row < 256; row++) {
      for (int column = 0; column < 512; column++) {
        double value = noise.applyAsDouble(column, row);
        assertThat(value).isBetween(-1.0, 1.0);
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    assertThat(sum / (256 * 512)).isCloseTo(0, within(0.05));
    assertThat(least).isLessThan(-0.9);
    assertThat(most).isGreaterThan(0.9);
  }

  @Test
  void isSmoothAlongAndAcrossRows() {
    DoubleBinaryOperator noise = noise(2, 20, 512, 256);
    for (int row = 1; row < 256; row++) {
      for (int column = 1; column < 512; column++) {
        double here = noise.applyAsDouble(column, row);
        assertThat(noise.applyAsDouble(column - 1, row)).isCloseTo(here, within(0.2));
        assertThat(noise.applyAsDouble(column, row - 1)).isCloseTo(here, within(0.2));
      }
    }
  }

  @Test
  void dependsOnThePlaceNotOnTheSize() {
    DoubleBinaryOperator small = noise(3, 17, 120, 60);
    DoubleBinaryOperator large = noise(3, 17, 360, 180);
    for (int row = 0; row < 60; row++) {
      for (int column = 0; column < 120; column++) {
        assertThat(small.applyAsDouble(column, row))
            .isCloseTo(large.applyAsDouble(3 * column + 1, 3 * row + 1), within(1e-12));
      }
    }
  }

  @Test
  void differsBySeed() {
    assertThat(noise(4, 9, 64, 32).applyAsDouble(5, 5))
        .isNotEqualTo(noise(5, 9, 64, 32).applyAsDouble(5, 5));
  }
}
