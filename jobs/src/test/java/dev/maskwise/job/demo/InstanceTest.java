package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@link DemoDataSet} promises of instance ids, for the truth and for predictions. */
class InstanceTest {
  private static final List<Integer> STUFF =
      List.of(Label.ROAD, Label.SIDEWALK, Label.BUILDING, Label.VEGETATION, Label.SKY);
  private static final List<Integer> THINGS =
      List.of(Label.CAR, Label.PERSON, Label.POLE, Label.TRAFFIC_SIGN, Label.RIDER);

  private static List<Scene> scenes() {
    return IntStream.range(0, 12).mapToObj(index -> new Scene(index, 512, 256)).toList();
  }

  /** How many instances of each class of things there are. */
  private static Map<Integer, Long> things(int[] ids) {
    return Arrays.stream(ids)
        .distinct()
        .filter(id -> id >= 1000)
        .boxed()
        .collect(Collectors.groupingBy(id -> id / 1000, Collectors.counting()));
  }

  /** Every pixel of an instance has its class. */
  private static void assertConsistent(int[] ids) {
    byte[] labels = Scene.labels(ids);
    for (int id : Arrays.stream(ids).distinct().toArray()) {
      if (id >= 1000) {
        assertThat(THINGS).contains(id / 1000);
      } else if (id != DemoDataSet.IGNORE) {
        assertThat(STUFF).contains(id);
      }
    }
    for (int i = 0; i < ids.length; i++) {
      assertThat(labels[i] & 0xFF).isEqualTo(ids[i] < 1000 ? ids[i] : ids[i] / 1000);
    }
  }

  @Test
  void everyPixelOfATrueInstanceHasItsClassAndNumbersAreNotShared() {
    for (Scene scene : scenes()) {
      assertConsistent(scene.truth());
      int[] things = Arrays.stream(scene.truth()).distinct().filter(id -> id >= 1000).toArray();
      assertThat(Arrays.stream(things).map(id -> id % 1000)).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.job.demo.DemoDataSet#BOTH")
  void everyPixelOfAPredictedInstanceHasItsClassToo(DemoModel model) {
    for (Scene scene : scenes()) {
      assertThat(model.predict(scene)).doesNotContain(DemoDataSet.IGNORE);
      assertConsistent(model.predict(scene));
    }
  }

  @Test
  void anOrdinarySceneHasSeveralSmallThings() {
    for (int label : THINGS) {
      List<Long> counts =
          scenes().stream()
              .filter(scene -> scene.things().size() > 1 && scene.index() != 5)
              .map(scene -> things(scene.truth()).getOrDefault(label, 0L))
              .toList();
      String name = DemoDataSet.CLASSES.get(label);
      assertThat(counts).as(name).anyMatch(count -> count > 1);
      assertThat(counts.stream().mapToLong(count -> count).average().orElse(0))
          .as(name)
          .isGreaterThan(1.5);
    }
  }

  @Test
  void theCoarseModelLosesSmallThings() {
    long[] found = new long[3];
    for (Scene scene : scenes()) {
      found[0] += things(scene.truth()).values().stream().mapToLong(n -> n).sum();
      found[1] += things(DemoModel.SHARP.predict(scene)).values().stream().mapToLong(n -> n).sum();
      found[2] += things(DemoModel.COARSE.predict(scene)).values().stream().mapToLong(n -> n).sum();
    }
    assertThat(found[1]).isLessThan(found[0]);
    assertThat(found[2]).isLessThan(found[1] * 3 / 4);
  }
}
