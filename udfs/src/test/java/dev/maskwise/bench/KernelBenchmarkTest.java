package dev.maskwise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.bench.ConfusionBenchmark.Content;
import dev.maskwise.kernel.NaiveConfusion;
import dev.maskwise.law.Masks.Regime;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A benchmark of wrong results measures nothing: each method, once, against the oracle. */
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
}
