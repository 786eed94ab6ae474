package dev.maskwise.run.page.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtremesTest {
  @Test
  void theLowestComeFirstAndOfEqualsTheLargest() {
    Extremes extremes = new Extremes(3);
    extremes.enter(0, 0.5, 10);
    extremes.enter(1, 0.1, 10);
    extremes.enter(2, 0.1, 20);
    extremes.enter(3, Double.NaN, 20);
    extremes.enter(4, 0.9, 20);
    assertThat(extremes.images()).containsExactly(2, 1, 0);
    extremes.enter(5, 0.0, 1);
    assertThat(extremes.images()).containsExactly(5, 2, 1);
  }

  /** An image is entered once for each model. */
  @Test
  void anImageStandsOnceWithItsLowestValue() {
    Extremes extremes = new Extremes(2);
    extremes.enter(7, 0.5, 1);
    extremes.enter(8, 0.4, 1);
    extremes.enter(7, 0.3, 1);
    extremes.enter(8, 0.6, 1);
    assertThat(extremes.images()).containsExactly(7, 8);
  }

  @Test
  void theOrderOfEnteringDoesNotMatter() {
    List<Integer> images = IntStream.range(0, 40).boxed().collect(Collectors.toList());
    Extremes first = new Extremes(6);
    images.forEach(i -> first.enter(i, i * 7 % 11, i % 3));
    Collections.shuffle(images, new Random(1));
    Extremes second = new Extremes(6);
    images.forEach(i -> second.enter(i, i * 7 % 11, i % 3));
    assertThat(second.images()).isEqualTo(first.images());
  }
}
