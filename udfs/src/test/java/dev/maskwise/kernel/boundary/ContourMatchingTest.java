package dev.maskwise.kernel.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveBoundary;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Contours of all classes at once and their matches, against each class by itself. */
class ContourMatchingTest {

  /** Two maps of one shape, in which other pixels are ignored; a long row now and then. */
  private record Pair(LabelScene truth, LabelScene prediction) {
    static Pair random(SplittableRandom random) {
      LabelScene truth = LabelScene.random(random);
      LabelScene other = LabelScene.random(random);
      int height = truth.height;
      int width = truth.width;
      if (random.nextInt(3) == 0) { // rows of several words of bits
        width = Math.max(1, truth.labels.length / 2);
        height = truth.labels.length / width;
      }
      int[] labels = new int[height * width];
      int[] others = new int[height * width];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = truth.labels[i];
        others[i] = other.labels[i % other.labels.length];
      }
      int tolerance = random.nextInt(20) == 0 ? Integer.MAX_VALUE : random.nextInt(9);
      return new Pair(
          new LabelScene(labels, height, width, 4, tolerance),
          new LabelScene(others, height, width, 4, tolerance));
    }
  }

  @Test
  void everyClassHasTheContourAndTheMatchesOfItsMask() {
    Contours truth = new Contours();
    Contours prediction = new Contours();
    ContourMatching kernel = new ContourMatching();
    Property.forAll(
        16,
        800,
        Pair::random,
        pair -> {
          int height = pair.truth().height;
          int width = pair.truth().width;
          int tolerance = pair.truth().distance;
          truth.find(pair.truth().labels, height, width, 4);
          prediction.find(pair.prediction().labels, height, width, 4);
          NaiveBoundary naive =
              new NaiveBoundary(pair.truth().labels, height, width, Boundary.IGNORED);
          NaiveBoundary naiveToo =
              new NaiveBoundary(pair.prediction().labels, height, width, Boundary.IGNORED);
          for (int c = 0; c < 4; c++) {
            boolean[] one = naive.contour(c);
            boolean[] other = naiveToo.contour(c);
            assertThat(truth.count(c)).isEqualTo((int) NaiveBoundary.both(one, one));
            assertThat(prediction.count(c)).isEqualTo((int) NaiveBoundary.both(other, other));
            int far = Math.min(tolerance, 10_000);
            assertThat(kernel.matched(truth, prediction, c, height, width, tolerance))
                .isEqualTo((int) naive.matched(one, other, far));
            assertThat(kernel.matched(prediction, truth, c, height, width, tolerance))
                .isEqualTo((int) naive.matched(other, one, far));
          }
        });
  }

  @Test
  void aToleranceIsRoundedUp() {
    assertThat(ContourMatching.tolerance(480, 640, 0.008)).isEqualTo(7); // 6.4
    assertThat(ContourMatching.tolerance(100, 200, 0.008)).isEqualTo(2); // 1.79
    assertThat(ContourMatching.tolerance(3, 4, 0)).isZero();
  }
}
