package dev.maskwise.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PropertyTest {

  @Test
  void aFailureNamesTheCaseThatRepeatsIt() {
    List<Integer> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Property.forAll(
                    7,
                    100,
                    random -> random.nextInt(10),
                    value -> {
                      seen.add(value);
                      assertThat(value).isNotEqualTo(3);
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Case %d of seed 7, value 3: ", seen.size() - 1);
    Property.holds(
        7, seen.size() - 1, random -> random.nextInt(10), value -> assertThat(value).isEqualTo(3));
  }

  @Test
  void casesAndSeedsDiffer() {
    List<Long> values = new ArrayList<>();
    for (long seed = 0; seed < 10; seed++) {
      Property.forAll(seed, 100, SplittableRandom::nextLong, values::add);
    }
    assertThat(values).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void exceptionsAreFailures() {
    assertThatThrownBy(
            () ->
                Property.forAll(
                    1,
                    1,
                    random -> new int[] {4},
                    value -> {
                      throw new java.io.IOException("no disk");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Case 0 of seed 1, value [4]: no disk");
  }
}
