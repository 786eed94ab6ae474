package dev.maskwise.image.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveBoundary;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundaryJudgeTest {
  private static final int IGNORE = 255;

  private static final List<Regime> REGIMES = List.of(Regime.values());

  /** Two label maps of a shape; some pixels of the truth are ignored now and then. */
  private static final class Scene {
    private final int[] truth;
    private final int[] prediction;
    private final int height;
    private final int width;
    private final int classes;
    private final BoundaryRules rules;

    Scene(int[] truth, int[] prediction, int height, int width, int classes, BoundaryRules rules) {
      this.truth = truth;
      this.prediction = prediction;
      this.height = height;
      this.width = width;
      this.classes = classes;
      this.rules = rules;
    }

    static Scene random(SplittableRandom random) {
      int height = random.nextInt(1, 24);
      int width = random.nextInt(1, 24);
      int classes = random.nextInt(5) == 0 ? 300 : random.nextInt(1, 5);
      int[] truth = labels(width, height, classes, random);
      int[] prediction = random.nextInt(4) == 0 ? truth : labels(width, height, classes, random);
      truth = truth.clone();
      int share = random.nextInt(3);
      for (int i = 0; i < truth.length && share > 0; i++) {
        truth[i] = random.nextInt(share == 1 ? 30 : 2) == 0 ? IGNORE : truth[i];
      }
      return new Scene(
          truth,
          prediction,
          height,
          width,
          classes,
          random.nextBoolean()
              ? new BoundaryRules(random.nextDouble(0.01, 0.3), random.nextDouble(0.2))
              : new BoundaryRules(random.nextInt(1, 9), random.nextInt(9)));
    }

    private static int[] labels(int width, int height, int classes, SplittableRandom random) {
      Regime regime = REGIMES.get(random.nextInt(REGIMES.size()));
      return Masks.labels(regime, width, height, classes, random);
    }

    byte[] bytes(int[] labels) {
      return classes > LabelRange.NARROW_CLASSES ? Masks.wide(labels) : Masks.bytes(labels);
    }
  }

  @Test
  void everyClassHasTheCountsOfItsMasks() {
    BoundaryJudge judge = new BoundaryJudge();
    Property.forAll(
        51,
        700,
        Scene::random,
        scene -> {
          int height = scene.height;
          int width = scene.width;
          int[] truth = scene.truth.clone();
          int[] prediction = scene.prediction.clone();
          for (int i = 0; i < prediction.length; i++) {
            if (truth[i] == IGNORE) {
              truth[i] = -1;
              prediction[i] = -1;
            }
          }
          NaiveBoundary truths = new NaiveBoundary(truth, height, width, -1);
          NaiveBoundary predictions = new NaiveBoundary(prediction, height, width, -1);
          int distance = scene.rules.width(height, width);
          int tolerance = scene.rules.tolerance(height, width);
          BoundaryCounts expected = new BoundaryCounts();
          for (int c = 0; c < scene.classes; c++) {
            boolean[] t = truths.boundary(c, distance);
            boolean[] p = predictions.boundary(c, distance);
            boolean[] tc = truths.contour(c);
            boolean[] pc = predictions.contour(c);
            expected.add(
                c,
                new OfClass(
                    NaiveBoundary.both(t, p),
                    NaiveBoundary.both(t, t),
                    NaiveBoundary.both(p, p),
                    NaiveBoundary.both(tc, tc),
                    truths.matched(tc, pc, tolerance),
                    NaiveBoundary.both(pc, pc),
                    truths.matched(pc, tc, tolerance)));
          }
          assertThat(
                  judge.judge(
                      scene.bytes(scene.truth),
                      scene.bytes(scene.prediction),
                      height,
                      width,
                      new LabelRange(scene.classes, IGNORE),
                      scene.rules))
              .isEqualTo(expected);
        });
  }

  /** Cutting the ignored pixels out of a map makes no border: the square stays whole. */
  @Test
  void ignoredPixelsMakeNoBoundary() throws FaultException {
    byte[] truth = new byte[49];
    byte[] hole = new byte[49];
    hole[24] = (byte) IGNORE;
    LabelRange range = new LabelRange(1, IGNORE);
    BoundaryRules rules = new BoundaryRules(1, 0);
    BoundaryJudge judge = new BoundaryJudge();
    assertThat(judge.judge(truth, truth, 7, 7, range, rules))
        .isEqualTo(judge.judge(hole, truth, 7, 7, range, rules));
    assertThat(judge.judge(truth, truth, 7, 7, range, rules).of(0))
        .isEqualTo(new OfClass(24, 24, 24, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | 4 | 2 | 2 |   2 | 0 | 0 | the truth has 3 bytes, but 2×2 pixels of one byte have 4.
          4 | 5 | 2 | 2 |   2 | 0 | 0 | the prediction has 5 bytes, but 2×2 pixels of one byte have 4.
          4 | 4 | 2 | 2 | 257 | 0 | 0 | the truth has 4 bytes, but 2×2 pixels of two bytes have 8.
          4 | 4 | 16384 | 16384 | 2 | 0 | 0 | the truth has 4 bytes, but 16384×16384 pixels of one byte have 268435456.
          4 | 4 | 2 | 2 |   2 | 7 | 0 | the truth holds the label 7 at pixel 1, but the classes are 0 to 1 and the ignore label of the truth is 9.
          4 | 4 | 2 | 2 |   2 | 1 | 9 | the prediction holds the label 9 at pixel 1, but the classes are 0 to 1 and the ignore label of the truth is 9.
          """)
  void whatIsWrongIsSaid(
      int truth,
      int prediction,
      int height,
      int width,
      int classes,
      int label,
      int predicted,
      String sentence) {
    byte[] truths = new byte[truth];
    byte[] predictions = new byte[prediction];
    truths[1] = (byte) label;
    predictions[1] = (byte) predicted;
    assertThatThrownBy(
            () ->
                new BoundaryJudge()
                    .judge(
                        truths,
                        predictions,
                        height,
                        width,
                        new LabelRange(classes, 9),
                        BoundaryRules.STANDARD))
        .isInstanceOf(FaultException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, -1", "16384, 16385", "65536, 32768", "2147483647, 2147483647"})
  void anImageHasPixels(int height, int width) {
    assertThatThrownBy(
            () ->
                new BoundaryJudge()
                    .judge(
                        new byte[0],
                        new byte[0],
                        height,
                        width,
                        new LabelRange(2, -1),
                        BoundaryRules.STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an image has a height and a width of at least 1 and at most 2^28 pixels, but here"
                + " are %d×%d.",
            width, height);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "NaN, 0", "1.5, 0", "-1, 0", "3e9, 0", "1, -0.1", "1, NaN", "1, 2.5"})
  void rulesAreParts(double width, double tolerance) {
    assertThatThrownBy(() -> new BoundaryRules(width, tolerance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("or whole pixels, and not ");
  }
}
