package dev.maskwise.kernel.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveBoundary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Boundaries of all classes at once, against the erosion of each class by itself. */
class BoundaryTest {
  private static final byte UNTOUCHED = 9;

  @Test
  void everyClassHasTheBoundaryOfItsMask() {
    Boundary kernel = new Boundary();
    Property.forAll(
        15,
        3000,
        LabelScene::random,
        scene -> {
          int pixels = scene.labels.length;
          byte[] boundary = new byte[pixels + 3];
          Arrays.fill(boundary, UNTOUCHED);
          kernel.mark(scene.labels, scene.height, scene.width, scene.distance, boundary);
          NaiveBoundary naive =
              new NaiveBoundary(scene.labels, scene.height, scene.width, Boundary.IGNORED);
          byte[] expected = new byte[pixels + 3];
          Arrays.fill(expected, pixels, pixels + 3, UNTOUCHED);
          for (int c = 0; c < scene.classes; c++) {
            boolean[] ofClass = naive.boundary(c, scene.distance);
            for (int i = 0; i < pixels; i++) {
              expected[i] |= (byte) (ofClass[i] ? 1 : 0);
            }
          }
          assertThat(boundary).isEqualTo(expected);
        });
  }

  @Test
  void labelsMayBeAnyButTheLowestThree() {
    int[] labels = {-7, -7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE + 3};
    int[] square = new int[25];
    for (int i = 0; i < 25; i++) {
      square[i] = labels[i % 5];
    }
    byte[] boundary = new byte[25];
    new Boundary().mark(square, 5, 5, 1, boundary);
    byte[] expected = new byte[25];
    Arrays.fill(expected, (byte) 1);
    expected[6] = expected[11] = expected[16] = 0;
    assertThat(boundary).isEqualTo(expected);
  }

  @Test
  void aWidthIsAtLeastOne() {
    assertThatThrownBy(() -> new Boundary().mark(new int[1], 1, 1, 0, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 pixel wide, not 0");
  }
}
