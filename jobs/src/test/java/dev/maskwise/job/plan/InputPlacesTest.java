package dev.maskwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputPlacesTest {

  /** The name of a class may stand elsewhere in a place, too. */
  @ParameterizedTest
  @CsvSource({
    "file:/val/road/broad, /val/{class}/broad, file:/val/{class}/broad",
    "file:/home/val/road, val/{class}, file:/home/val/{class}",
    "file:/road/road/road_1, /road/{class}/{class}_1, file:/road/{class}/{class}_1",
    "delta:file:/val/road@v5, delta:/val/{class}, delta:file:/val/{class}@v5",
  })
  void placesOfClassesAreCalledAsTheyWereGiven(String first, String location, String all) {
    assertThat(InputPlaces.nameOfAll(first, location, "road")).isEqualTo(all);
  }
}
