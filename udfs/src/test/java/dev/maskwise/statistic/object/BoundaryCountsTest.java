package dev.maskwise.statistic.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundaryCountsTest {

  @Test
  void subtractUndoesAdd() {
    Property.forAll(
        31,
        300,
        BoundaryExamples::random,
        values -> {
          BoundaryCounts whole = values.get(0).copy();
          BoundaryCounts other = values.get(values.size() - 1);
          whole.add(other);
          whole.subtract(other);
          assertThat(whole).isEqualTo(values.get(0));
          whole.subtract(values.get(0));
          assertThat(whole).isEqualTo(new BoundaryCounts());
          assertThat(whole.classes()).isEmpty();
        });
  }

  @Test
  void whatWasNeverAddedCannotBeTakenAway() {
    BoundaryCounts one = new BoundaryCounts();
    one.add(3, new OfClass(1, 2, 3, 4, 3, 2, 1));
    assertThatThrownBy(() -> new BoundaryCounts().subtract(one))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsDoNotWrapAround() {
    BoundaryCounts most = new BoundaryCounts();
    most.add(0, new OfClass(0, Long.MAX_VALUE, 0, 0, 0, 0, 0));
    assertThatThrownBy(() -> most.add(0, new OfClass(0, 0, 1, 0, 0, 0, 0)))
        .isInstanceOf(ArithmeticException.class);
    assertThat(most.of(0).union()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> most.add(-1, new OfClass(0, 0, 1, 0, 0, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A class is a label from 0 to 4095, and not -1.");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 0, 0, 0, 0",
    "2, 1, 2, 0, 0, 0, 0",
    "2, 2, 1, 0, 0, 0, 0",
    "0, 9223372036854775807, 1, 0, 0, 0, 0",
    "0, 0, 0, 1, 2, 2, 2",
    "0, 0, 0, 2, 2, 1, 2",
    "0, 0, 0, 2, 1, 2, 0",
    "0, 0, 0, 2, 0, 2, 1",
    "0, 0, 0, 0, -1, 0, -1"
  })
  void countsThatNoBoundariesHaveAreRefused(
      long intersection, long t, long p, long tc, long tm, long pc, long pm) {
    assertThatThrownBy(() -> new OfClass(intersection, t, p, tc, tm, pc, pm))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("No boundaries of ")
        .hasMessageEndingWith("matched.");
  }
}
