package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapCountsTest {

  @Test
  void unionCountsTheIntersectionOnce() {
    assertThat(new OverlapCounts(2, 5, 3, 10).union()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 5",
    "2, 1, 3, 5",
    "2, 3, 1, 5",
    "0, 6, 0, 5",
    "0, 0, 6, 5",
    "0, 3, 3, 5",
    "0, 0, 0, -1",
    "0, 1, 1, -9223372036854775808",
    "0, 9223372036854775807, 9223372036854775807, 9223372036854775807"
  })
  void countsOfNoTwoMasksAreRefused(long intersection, long truth, long prediction, long pixels) {
    assertThatThrownBy(() -> new OverlapCounts(intersection, truth, prediction, pixels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No two masks of %d pixels have the intersection %d and the cardinalities %d and %d.",
            pixels, intersection, truth, prediction);
  }

  @Test
  void theTightestCountsAreAccepted() {
    assertThatCode(() -> new OverlapCounts(0, 3, 2, 5)).doesNotThrowAnyException();
    assertThatCode(() -> new OverlapCounts(5, 5, 5, 5)).doesNotThrowAnyException();
    long max = Long.MAX_VALUE;
    assertThat(new OverlapCounts(max, max, max, max).union()).isEqualTo(max);
  }

  @Test
  void mergeAddsCounts() {
    OverlapCounts a = new OverlapCounts(1, 2, 3, 10);
    OverlapCounts b = new OverlapCounts(10, 20, 30, 100);
    assertThat(OverlapCounts.TYPE.merge(a, b)).isEqualTo(new OverlapCounts(11, 22, 33, 110));
  }

  @Test
  void countsThatLeaveInt64DoNotMerge() {
    OverlapCounts full = new OverlapCounts(0, 0, 0, Long.MAX_VALUE);
    OverlapCounts one = new OverlapCounts(0, 0, 0, 1);
    assertThatThrownBy(() -> OverlapCounts.TYPE.merge(full, one))
        .isInstanceOf(ArithmeticException.class);
  }
}
