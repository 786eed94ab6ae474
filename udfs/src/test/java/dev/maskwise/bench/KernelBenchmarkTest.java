package dev.maskwise.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.maskwise.bench.ConfusionBenchmark.Content;
import dev.maskwise.kernel.score.ScoreForm;
import dev.maskwise.kernel.score.ScoreSums;
import dev.maskwise.law.Masks.Regime;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.oracle.NaiveConfusion;
import dev.maskwise.oracle.NaiveHistogram;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.Probability;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A benchmark of wrong results measures nothing: each method, once, against the oracle. */
@Tag("vector")
@Tag("slow")
class KernelBenchmarkTest {
  @ParameterizedTest
  @EnumSource(Content.class)
  void confusion(Content content) {
    ConfusionBenchmark benchmark = new ConfusionBenchmark();
    benchmark.content = content;
    benchmark.setUp();
    long[] expected =
        new NaiveConfusion(
                benchmark.truthLabels,
                benchmark.predictionLabels,
                benchmark.classes,
                ConfusionBenchmark.IGNORE)
            .matrix;
    assertThat(benchmark.narrow()).containsExactly(expected);
    assertThat(benchmark.pixelByPixel()).containsExactly(expected);
    long[] expectedWide =
        new NaiveConfusion(
                ConfusionBenchmark.spread(benchmark.truthLabels),
                ConfusionBenchmark.spread(benchmark.predictionLabels),
                ConfusionBenchmark.WIDE_CLASSES,
                ConfusionBenchmark.IGNORE * ConfusionBenchmark.WIDE_FACTOR)
            .matrix;
    assertThat(Arrays.equals(benchmark.wide(), expectedWide)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Regime.class,
      names = {"BLOBS", "NOISE"})
  void overlap(Regime regime) {
    OverlapBenchmark benchmark = new OverlapBenchmark();
    benchmark.regime = regime;
    benchmark.setUp();
    assertThat(benchmark.kernel()).containsExactly(benchmark.pixelByPixel());
  }

  @ParameterizedTest
  @EnumSource(
      value = ScoredPixels.Regime.class,
      names = {"RANDOM", "GOOD_MODEL"})
  void scoreHistogram(ScoredPixels.Regime regime) {
    ScoreHistogramBenchmark benchmark = new ScoreHistogramBenchmark();
    benchmark.regime = regime;
    benchmark.setUp();
    assertThat(benchmark.fresh().bins())
        .isEqualTo(
            NaiveHistogram.bins(
                benchmark.logits.scores(), benchmark.logits.truth(), benchmark.bits, Bin::new));
    assertThat(benchmark.warm()).isEqualTo(benchmark.fresh());
    assertThat(benchmark.calibration().total()).isEqualTo(benchmark.logits.pixels());
  }

  @ParameterizedTest
  @EnumSource(LovaszBenchmark.Content.class)
  void lovasz(LovaszBenchmark.Content content) {
    LovaszBenchmark benchmark = new LovaszBenchmark();
    benchmark.content = content;
    benchmark.setUp();
    benchmark.truth = Arrays.copyOf(benchmark.truth, 1);
    double hinge =
        NaiveLosses.lovaszHinge(NaiveImage.of(benchmark.logits[0], benchmark.truth[0], true, -100));
    double softmax =
        NaiveLosses.lovaszSoftmax(
            NaiveImage.of(benchmark.probabilities[0], benchmark.truth[0], false, -100), 1);
    assertThat(benchmark.hinge()).isCloseTo(hinge, within(1e-7 * hinge));
    assertThat(benchmark.softmax()).isCloseTo(softmax, within(1e-7 * softmax));
  }

  @ParameterizedTest
  @EnumSource(ScoreForm.class)
  void scores(ScoreForm form) {
    ScoreBenchmark benchmark = new ScoreBenchmark();
    benchmark.form = form;
    benchmark.setUp();
    double[] expected =
        ScoreSums.of(
            NaiveImage.of(benchmark.logits, benchmark.truth, true, -100), new float[] {0, 2});
    assertClose(benchmark.everything(), expected);
    double[] losses = {0, 0, 0, expected[3], expected[4]};
    assertClose(benchmark.crossEntropy(), losses);
    assertClose(benchmark.softDice(), Arrays.copyOf(expected, 3));
    assertClose(benchmark.softOverlap(), Arrays.copyOf(expected, 3));
    assertThat(benchmark.focal()[3]).isCloseTo(expected[5], withinPercentage(1e-5));
    assertThat(benchmark.memory()).startsWith(-1).doesNotContain(0);
  }

  @ParameterizedTest
  @EnumSource(ScoreForm.class)
  void softmax(ScoreForm form) {
    SoftmaxBenchmark benchmark = new SoftmaxBenchmark();
    benchmark.form = form;
    benchmark.setUp();
    int pixel = SoftmaxBenchmark.PIXELS - 1;
    double expected =
        Probability.softmax(benchmark.copy(), pixel, benchmark.truth[pixel]).crossEntropy();
    assertThat((double) benchmark.crossEntropy()[pixel])
        .isCloseTo(expected, withinPercentage(1e-4));
    assertThat((double) benchmark.copyAndSoftmax()[pixel])
        .isCloseTo(expected, withinPercentage(1e-4));
  }

  private static void assertClose(double[] sums, double[] expected) {
    assertThat(sums).hasSameSizeAs(expected);
    for (int k = 0; k < sums.length; k++) {
      assertThat(sums[k]).isCloseTo(expected[k], withinPercentage(1e-5));
    }
  }
}
