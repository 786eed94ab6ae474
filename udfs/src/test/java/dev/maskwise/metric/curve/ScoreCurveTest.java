package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.oracle.NaiveCurve;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreCurveTest {

  private static ScoreCurve curve(Regime regime, int pixels, int bits) {
    ScoredPixels made = ScoredPixels.logits(regime, pixels, new SplittableRandom(5));
    return ScoreCurve.of(made.histogram(bits));
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void countsAreExactAtEveryThreshold(Regime regime) {
    Property.forAll(
        21,
        20,
        random -> ScoredPixels.logits(regime, random.nextInt(100), random),
        pixels -> {
          NaiveCurve naive = pixels.image(true).curve(1);
          for (int bits : new int[] {0, 4, 16}) {
            ScoreCurve curve = ScoreCurve.of(pixels.histogram(bits));
            assertThat(curve.threshold(0)).isEqualTo(Float.POSITIVE_INFINITY);
            for (int i = 0; i < curve.size(); i++) {
              float threshold = curve.threshold(i);
              assertThat(curve.truePositives(i)).isEqualTo(naive.atLeast(threshold, true));
              assertThat(curve.falsePositives(i)).isEqualTo(naive.atLeast(threshold, false));
              assertThat(i == 0 || threshold < curve.threshold(i - 1)).isTrue();
            }
            int last = curve.size() - 1;
            assertThat(curve.truePositives(last) + curve.falsePositives(last))
                .isEqualTo(pixels.pixels());
          }
        });
  }

  @Test
  void numbersAtAThreshold() {
    ScoreHistogram scores = new ScoreHistogram(10);
    scores.add(new float[] {4, 3, 2, 1, 0}, new byte[] {1, 0, 1, 0, 0}, 5);
    ScoreCurve curve = ScoreCurve.of(scores);
    assertThat(curve.size()).isEqualTo(6);
    assertThat(curve.precision(0)).isNaN();
    assertThat(curve.recall(0)).isZero();
    assertThat(curve.falsePositiveRate(0)).isZero();
    assertThat(curve.iou(0)).isZero();
    assertThat(curve.dice(0)).isZero();
    assertThat(curve.threshold(3)).isEqualTo(2);
    assertThat(curve.precision(3)).isEqualTo(2 / 3.0);
    assertThat(curve.recall(3)).isEqualTo(1);
    assertThat(curve.falsePositiveRate(3)).isEqualTo(1 / 3.0);
    assertThat(curve.iou(3)).isEqualTo(2 / 3.0);
    assertThat(curve.dice(3)).isEqualTo(4 / 5.0);
    assertThat(curve.best()).isEqualTo(3);
  }

  @Test
  void whatIsMissingIsUndefined() {
    ScoreCurve nothing = ScoreCurve.of(ScoreHistogram.TYPE.empty());
    assertThat(nothing.size()).isEqualTo(1);
    assertThat(nothing.recall(0)).isNaN();
    assertThat(nothing.falsePositiveRate(0)).isNaN();
    assertThat(nothing.iou(0)).isNaN();
    ScoreCurve background = curve(Regime.ONLY_BACKGROUND, 9, 10);
    assertThat(background.recall(5)).isNaN();
    assertThat(background.iou(0)).isNaN();
    assertThat(background.iou(5)).isZero();
    assertThat(background.best()).isZero();
    assertThat(curve(Regime.ONLY_FOREGROUND, 9, 10).falsePositiveRate(5)).isNaN();
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void thinnedKeepsWhatMatters(Regime regime) {
    for (int points : new int[] {3, 4, 10, 101}) {
      ScoreCurve whole = curve(regime, 3000, 12);
      ScoreCurve thinned = whole.thinned(points);
      int last = thinned.size() - 1;
      assertThat(thinned.size()).isLessThanOrEqualTo(points);
      assertThat(thinned.threshold(0)).isEqualTo(Float.POSITIVE_INFINITY);
      assertThat(thinned.counts(last)).isEqualTo(whole.counts(whole.size() - 1));
      assertThat(thinned.threshold(last)).isEqualTo(whole.threshold(whole.size() - 1));
      assertThat(thinned.threshold(thinned.best())).isEqualTo(whole.threshold(whole.best()));
      int at = 0;
      for (int i = 0; i <= last; i++) {
        while (whole.threshold(at) != thinned.threshold(i)) {
          at++;
        }
        assertThat(thinned.counts(i)).isEqualTo(whole.counts(at));
      }
    }
  }

  /** With many pixels at every score, no step is much longer than the distance of the marks. */
  @Test
  void thinnedIsEven() {
    ScoreCurve thinned = curve(Regime.RANDOM, 50_000, 10).thinned(51);
    assertThat(thinned.size()).isGreaterThanOrEqualTo(49);
    for (int i = 1; i < thinned.size(); i++) {
      double step =
          thinned.recall(i)
              - thinned.recall(i - 1)
              + thinned.falsePositiveRate(i)
              - thinned.falsePositiveRate(i - 1);
      assertThat(step).isLessThan(1.2 * 2 / 49);
    }
  }

  @Test
  void fewerThanThreePointsAreNoCurve() {
    ScoreCurve curve = curve(Regime.RANDOM, 10, 10);
    assertThatThrownBy(() -> curve.thinned(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A curve is thinned to at least 3 points, not 2.");
    assertThat(curve.thinned(11)).isSameAs(curve);
  }
}
