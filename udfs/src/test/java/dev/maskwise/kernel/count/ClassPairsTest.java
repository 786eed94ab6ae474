package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.oracle.NaiveConfusion;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPairsTest {
  private static final int BEHIND = 5;

  /** Classes in runs of the given mean length, and behind the pixels more of the last class. */
  private static char[] classes(int pixels, int classes, int run, SplittableRandom random) {
    char[] made = new char[pixels + BEHIND];
    char label = (char) random.nextInt(classes);
    for (int i = 0; i < pixels; i++) {
      label = random.nextInt(run) == 0 ? (char) random.nextInt(classes) : label;
      made[i] = label;
    }
    Arrays.fill(made, pixels, made.length, label);
    return made;
  }

  private static int[] labels(char[] classes, int pixels) {
    int[] labels = new int[pixels];
    Arrays.setAll(labels, i -> classes[i]);
    return labels;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 11, 256, 300})
  void equalsTheOracle(int classes) {
    SplittableRandom random = new SplittableRandom(33);
    for (int pixels : new int[] {0, 1, 2, 7, 8, 9, 15, 16, 17, 1000}) {
      for (int run : new int[] {1, 4, 50, 1 << 20}) {
        char[] truth = classes(pixels, classes, run, random);
        char[] prediction = classes(pixels, classes, random.nextInt(1, run + 1), random);
        long[] matrix = new long[classes * classes];
        Arrays.fill(matrix, 1L << 40);
        ClassPairs.count(truth, prediction, pixels, classes, matrix);
        long[] expected =
            new NaiveConfusion(labels(truth, pixels), labels(prediction, pixels), classes, -1)
                .matrix;
        Arrays.setAll(expected, i -> expected[i] + (1L << 40));
        assertThat(matrix).as("%d pixels, runs of %d", pixels, run).isEqualTo(expected);
      }
    }
  }

  @Test
  void rowsAreTheTruth() {
    long[] matrix = new long[9];
    ClassPairs.count(new char[] {0, 0, 2}, new char[] {1, 1, 0}, 3, 3, matrix);
    assertThat(matrix).containsExactly(0, 2, 0, 0, 0, 0, 1, 0, 0);
  }

  @Test
  void refusesWrongArgumentsInOneSentence() {
    assertThatThrownBy(() -> ClassPairs.count(new char[9], new char[8], 9, 2, new long[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "9 pixels of 2 classes were asked for, but there are 9 truths, 8 predictions and 4 counts.");
    assertThatThrownBy(() -> ClassPairs.count(new char[8], new char[9], 9, 2, new long[4]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClassPairs.count(new char[9], new char[9], -1, 2, new long[4]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClassPairs.count(new char[9], new char[9], 9, 2, new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClassPairs.count(new char[9], new char[9], 9, -2, new long[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
