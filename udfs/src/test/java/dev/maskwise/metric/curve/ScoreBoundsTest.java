package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.oracle.NaiveCurve;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number from a histogram lies within its bound of what the definition gives. */
class ScoreBoundsTest {
  private static final int[] BITS = {0, 3, 7, 10, 16};
  private static final int CASES = 12;

  /** The oracle rounds as well: one unit in the last place for each of a few hundred pixels. */
  private static final double ORACLE = 1e-13;

  private static void within(Bounded actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).isEqualTo(Bounded.UNDEFINED);
    } else {
      assertThat(actual.bound()).isGreaterThanOrEqualTo(0).isFinite();
      double slack = ORACLE * Math.abs(expected);
      assertThat(actual.value() - expected)
          .isBetween(-actual.bound() - slack, actual.bound() + slack);
    }
  }

  private static void exact(Bounded actual, double expected) {
    within(actual, expected);
    if (!Double.isNaN(expected)) {
      assertThat(actual.bound()).isLessThanOrEqualTo(1e-14 * Math.abs(expected));
    }
  }

  private static double softmax(ScoredPixels pixels, boolean logits) {
    return NaiveLosses.lovaszSoftmax(pixels.image(logits), 1);
  }

  private static double hinge(ScoredPixels pixels) {
    return NaiveLosses.lovaszHinge(pixels.image(true));
  }

  private static boolean exact(ScoreHistogram histogram) {
    return histogram.bins().stream().allMatch(Bin::single);
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void ofLogits(Regime regime) {
    Property.forAll(
        11,
        CASES,
        random -> ScoredPixels.logits(regime, random.nextInt(150), random),
        pixels -> {
          NaiveCurve naive = pixels.image(true).curve(1);
          double threshold = naive.bestThreshold();
          double iou = naive.iou(threshold);
          for (int bits : BITS) {
            ScoreHistogram histogram = pixels.histogram(bits);
            within(Ranking.auroc(histogram), naive.auroc());
            within(Ranking.averagePrecision(histogram), naive.averagePrecision());
            within(HistogramLovasz.hinge(histogram), hinge(pixels));
            within(HistogramLovasz.softmaxOfLogits(histogram), softmax(pixels, true));
            BestThreshold best = BestThreshold.of(histogram);
            if (naive.foreground() == 0) {
              assertThat(best.threshold()).isEqualTo(Bounded.UNDEFINED);
              continue;
            }
            within(best.threshold(), threshold);
            within(best.iou(), iou);
            within(best.dice(), 2 * iou / (1 + iou));
            // The value is attained, at a score that occurs.
            assertThat(naive.iou(best.threshold().value())).isEqualTo(best.iou().value());
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void ofProbabilities(Regime regime) {
    Property.forAll(
        12,
        CASES,
        random -> ScoredPixels.probabilities(regime, random.nextInt(150), random),
        pixels -> {
          for (int bits : BITS) {
            within(HistogramLovasz.softmax(pixels.histogram(bits)), softmax(pixels, false));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Regime.class,
      names = {"EIGHT_BIT", "SIXTEEN_BIT", "FLOAT16", "EQUAL", "ONE_PIXEL"})
  void ofQuantisedScoresIsNothing(Regime regime) {
    int bits = regime == Regime.EIGHT_BIT ? 7 : regime == Regime.FLOAT16 ? 10 : 16;
    Property.forAll(
        13,
        CASES,
        random -> ScoredPixels.logits(regime, random.nextInt(150), random),
        pixels -> {
          NaiveCurve naive = pixels.image(true).curve(1);
          ScoreHistogram histogram = pixels.histogram(bits);
          assertThat(exact(histogram)).isTrue();
          exact(HistogramLovasz.hinge(histogram), hinge(pixels));
          exact(HistogramLovasz.softmaxOfLogits(histogram), softmax(pixels, true));
          exact(Ranking.averagePrecision(histogram), naive.averagePrecision());
          within(Ranking.auroc(histogram), naive.auroc());
          if (naive.foreground() > 0) {
            BestThreshold best = BestThreshold.of(histogram);
            double threshold = naive.bestThreshold();
            assertThat(best.threshold()).isEqualTo(new Bounded(threshold, 0));
            assertThat(best.iou()).isEqualTo(new Bounded(naive.iou(threshold), 0));
            if (histogram.background() > 0) {
              assertThat(Ranking.auroc(histogram).bound()).isZero();
            }
          }
        });
    Property.forAll(
        14,
        CASES,
        random -> ScoredPixels.probabilities(regime, random.nextInt(150), random),
        pixels -> {
          exact(HistogramLovasz.softmax(pixels.histogram(bits)), softmax(pixels, false));
        });
  }

  /** What is promised of the Lovász losses before a score is known. */
  @ParameterizedTest
  @EnumSource(Regime.class)
  void ofTheLovaszLossesKeepTheirPromise(Regime regime) {
    Property.forAll(
        15,
        CASES,
        random -> ScoredPixels.logits(regime, random.nextInt(150), random),
        pixels -> {
          for (int bits : BITS) {
            Bounded loss = HistogramLovasz.hinge(pixels.histogram(bits));
            double most = Math.scalb(1 + loss.value() + loss.bound(), -bits) / 2;
            assertThat(loss.bound() > most * 1.0001).isFalse();
          }
        });
  }

  @Test
  void shrinkWithTheBins() {
    ScoredPixels pixels = ScoredPixels.logits(Regime.GOOD_MODEL, 20_000, new SplittableRandom(3));
    ScoreHistogram coarse = pixels.histogram(3);
    ScoreHistogram fine = pixels.histogram(10);
    assertThat(Ranking.auroc(fine).bound()).isLessThan(Ranking.auroc(coarse).bound() / 8);
    assertThat(Ranking.averagePrecision(fine).bound())
        .isLessThan(Ranking.averagePrecision(coarse).bound() / 8);
    assertThat(HistogramLovasz.hinge(fine).bound())
        .isLessThan(HistogramLovasz.hinge(coarse).bound() / 8);
  }

  private static ScoreHistogram histogram(String truth, double... scores) {
    float[] floats = new float[scores.length];
    byte[] bytes = new byte[scores.length];
    for (int i = 0; i < scores.length; i++) {
      floats[i] = (float) scores[i];
      bytes[i] = (byte) (truth.charAt(i) - '0');
    }
    return new ScoredPixels(floats, bytes).histogram(16);
  }

  /** By hand, and as the authors' code gives them. */
  @Test
  void goldenLovasz() {
    double[] logits = {2, -1, 0.5, -3};
    exact(HistogramLovasz.hinge(histogram("1100", logits)), 1.25);
    exact(HistogramLovasz.hinge(histogram("0000", logits)), 3.0);
    exact(HistogramLovasz.hinge(histogram("1111", logits)), 1.625);
    exact(HistogramLovasz.hinge(histogram("1100", 0, 0, 0, 0)), 1.0);
    exact(HistogramLovasz.hinge(histogram("10", 5, -5)), 0);
    exact(HistogramLovasz.hinge(histogram("00", -5, -7)), 0);
    // Hard errors: 1 − IoU, here of one hit, one miss and one false alarm.
    exact(HistogramLovasz.softmax(histogram("1100", 1, 0, 1, 0)), 1 - 1 / 3.0);
    exact(HistogramLovasz.softmax(histogram("00", 0.25, 0.5)), 0.5);
    assertThat(HistogramLovasz.hinge(ScoreHistogram.TYPE.empty())).isEqualTo(Bounded.UNDEFINED);
    assertThat(HistogramLovasz.softmax(new ScoreHistogram(3))).isEqualTo(Bounded.UNDEFINED);
  }

  /** scikit-learn 1.x, the example of roc_auc_score and average_precision_score. */
  @Test
  void goldenRanking() {
    ScoreHistogram scores = histogram("0011", 0.1, 0.4, 0.35, 0.8);
    assertThat(Ranking.auroc(scores)).isEqualTo(new Bounded(0.75, 0));
    exact(Ranking.averagePrecision(scores), 0.5 * 1 + 0.5 * 2 / 3);
    assertThat(Ranking.auroc(histogram("11", 1, 2))).isEqualTo(Bounded.UNDEFINED);
    assertThat(Ranking.auroc(histogram("00", 1, 2))).isEqualTo(Bounded.UNDEFINED);
    assertThat(Ranking.averagePrecision(histogram("00", 1, 2))).isEqualTo(Bounded.UNDEFINED);
    exact(Ranking.averagePrecision(histogram("11", 1, 2)), 1);
  }

  @Test
  void theHighestOfEqualThresholdsIsBest() {
    // At 4: 1 / 3. At 3 and at 1: 2 / 4 and 3 / 6. At 0: 3 / 7.
    BestThreshold best = BestThreshold.of(histogram("1011000", 4, 3, 3, 1, 1, 1, 0));
    assertThat(best.threshold()).isEqualTo(new Bounded(3, 0));
    assertThat(best.iou()).isEqualTo(new Bounded(0.5, 0));
    assertThat(best.dice()).isEqualTo(new Bounded(2 / 3.0, 0));
  }

  @Test
  void softmaxTakesProbabilities() {
    for (double score : new double[] {-0.1, 1.1}) {
      assertThatThrownBy(() -> HistogramLovasz.softmax(histogram("1", score)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[0, 1]");
    }
  }
}
