package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.rapids.cudf.Device;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.rapids.column.ColumnFunction;
import dev.maskwise.statistic.OverlapCounts;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics of columns of counts: the bits of the CPU, and its sentence for what are no counts. */
class OverlapMetricTest {

  static List<Metric<OverlapCounts>> metrics() {
    return OverlapMetrics.ALL;
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void theBitsOfTheMetric(Metric<OverlapCounts> metric) {
    SplittableRandom random = new SplittableRandom(45);
    int defined = 0;
    for (int i = 0; i < 400; i++) {
      Long[] counts = (Long[]) Batch.counts(1 + i, random)[0];
      Batch batch = new Batch(new Object[][] {new Long[][] {counts, null}});
      @Nullable Object[] values = batch.onDevice(FunctionCase.of(metric.name(), List.of()));
      assertThat(values[1]).isNull();
      @Nullable Double expected = expected(metric, counts);
      assertThat(values[0]).as(Arrays.toString(counts)).isEqualTo(expected);
      defined += expected == null ? 0 : 1;
    }
    assertThat(defined).isBetween(200, 399);
  }

  /** Equal as boxed doubles means equal bits. */
  private static @Nullable Double expected(Metric<OverlapCounts> metric, @Nullable Long[] counts) {
    Long i = counts[0];
    Long t = counts[1];
    Long p = counts[2];
    Long n = counts[3];
    if (i == null || t == null || p == null || n == null) {
      return null;
    }
    double value = metric.value(new OverlapCounts(i, t, p, n));
    return Double.isNaN(value) ? null : value;
  }

  @Test
  void countsThatAreNone() {
    for (Long[] counts :
        List.of(
            new Long[] {-1L, 1L, 1L, 4L},
            new Long[] {2L, 1L, 2L, 4L},
            new Long[] {2L, 2L, 1L, 4L},
            new Long[] {0L, 1L, 5L, 4L},
            new Long[] {1L, 3L, 3L, 4L},
            new Long[] {0L, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE},
            new Long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0L, Long.MAX_VALUE})) {
      ColumnFunction dice = FunctionCase.of("dice", List.of());
      Batch batch = new Batch(new Object[][] {new Long[][] {null, {1L, 2L, 1L, 4L}, counts}});
      Throwable cpu = catchThrowable(() -> batch.onHost(dice, 2));
      assertThat(cpu).isInstanceOf(IllegalArgumentException.class);
      long open = Device.open();
      assertThatThrownBy(() -> batch.onDevice(dice))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(cpu.getMessage());
      assertThat(Device.open()).isEqualTo(open);
    }
  }
}
