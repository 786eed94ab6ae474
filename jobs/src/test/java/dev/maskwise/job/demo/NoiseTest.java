package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseTest {
  private static double[] row(Noise noise, double y, double step, int n) {
    double[] values = new double[n];
    noise.row(y, step, values);
    return values;
  }

  @Test
  void staysWithinItsRangeAndUsesIt() {
    Noise noise = new Noise(1, 10);
    double sum = 0;
    double least = 0;
    double most = 0;
    for (int y = 0; y < 400; y++) {
      for (double value : row(noise, y, 1, 400)) {
        assertThat(value).isBetween(-1.0, 1.0);
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    assertThat(sum / 160_000).isCloseTo(0, within(0.05));
    assertThat(least).isLessThan(-0.7);
    assertThat(most).isGreaterThan(0.7);
  }

  @Test
  void isSmoothAlongAndAcrossRows() {
    Noise noise = new Noise(2, 20);
    double[] here = row(noise, 50, 0.5, 300);
    double[] below = row(noise, 50.5, 0.5, 300);
    for (int i = 1; i < 300; i++) {
      assertThat(here[i]).isCloseTo(here[i - 1], within(0.2));
      assertThat(below[i]).isCloseTo(here[i], within(0.2));
    }
  }

  @Test
  void dependsOnThePlaceNotOnTheSampling() {
    Noise noise = new Noise(3, 17);
    double[] coarse = row(noise, 8, 3, 60);
    double[] fine = row(noise, 8, 1, 180);
    for (int i = 0; i < 60; i++) {
      assertThat(coarse[i]).isCloseTo(fine[3 * i + 1], within(1e-12));
    }
  }

  @Test
  void differsBySeed() {
    assertThat(row(new Noise(4, 9), 0, 1, 50)).isNotEqualTo(row(new Noise(5, 9), 0, 1, 50));
  }
}
