package dev.maskwise.image.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which category is taken for which; the matrices are those of hotcoco's tests. */
class DetectionConfusionTest {
  private static Box box(JsonNode box) {
    return new Box(
        box.get(0).asDouble(), box.get(1).asDouble(), box.get(2).asDouble(), box.get(3).asDouble());
  }

  private static DetectionConfusion confusion(double threshold, int categories) {
    List<Integer> ids = IntStream.rangeClosed(1, categories).boxed().toList();
    return new DetectionConfusion(DetectionRules.COCO, threshold, Double.NEGATIVE_INFINITY, ids);
  }

  private static void same(JsonNode inputs, double threshold, JsonNode expected) {
    DetectionConfusion confusion = confusion(threshold, expected.size() - 1);
    List<TruthObject> truths = new ArrayList<>();
    for (JsonNode truth : inputs.get("gt")) {
      Box box = box(truth.get(1));
      truths.add(new TruthObject(1, truth.get(0).asInt(), box, box.area(), false, false, null));
    }
    List<DetectedObject> detections = new ArrayList<>();
    for (JsonNode found : inputs.get("dt")) {
      Box box = box(found.get(1));
      detections.add(
          new DetectedObject(found.get(0).asInt(), found.get(2).asDouble(), box, box.area(), null));
    }
    confusion.add(truths, detections);
    ConfusionMatrix matrix = confusion.matrix();
    for (int row = 0; row < expected.size(); row++) {
      for (int column = 0; column < expected.size(); column++) {
        assertThat(matrix.row(row)[column]).isEqualTo(expected.get(row).get(column).asLong());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cm_perfect", "cm_class_confusion", "cm_fp", "cm_fn"})
  void published(String key) {
    JsonNode vector = ObjectVectors.of(key);
    same(
        vector.get("inputs"),
        vector.get("inputs").get("iou_thr").asDouble(),
        vector.get("expected"));
  }

  @Test
  void anOverlapThatIsTheThresholdReachesIt() {
    JsonNode vector = ObjectVectors.of("cm_threshold");
    same(vector.get("inputs"), 0.5, vector.get("expected").get("at_0.5"));
    same(vector.get("inputs"), 0.9, vector.get("expected").get("at_0.9"));
  }

  @Test
  void crowdsAndLowScoresAreLeftOut() {
    Box box = new Box(0, 0, 10, 10);
    DetectionConfusion confusion =
        new DetectionConfusion(DetectionRules.COCO, 0.5, 0.5, List.of(1, 2));
    confusion.add(
        List.of(
            new TruthObject(1, 1, box, 100, true, false, null),
            new TruthObject(2, 2, box, 100, false, false, null)),
        List.of(
            new DetectedObject(2, 0.4, box, 100, null),
            new DetectedObject(1, 0.5, box, 100, null),
            new DetectedObject(1, 0.6, box, 100, null)));
    assertThat(confusion.matrix().row(0)).containsExactly(0, 0, 0);
    assertThat(confusion.matrix().row(1)).containsExactly(1, 0, 0);
    assertThat(confusion.matrix().row(2)).containsExactly(1, 0, 0);
    confusion.clear();
    assertThat(confusion.matrix().total()).isZero();
  }

  @Test
  void categoriesAreKnownAndDiffer() {
    DetectionConfusion confusion = confusion(0.5, 2);
    Box box = new Box(0, 0, 1, 1);
    List<DetectedObject> other = List.of(new DetectedObject(3, 0.5, box, 1, null));
    assertThatThrownBy(() -> confusion.add(List.of(), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Category 3 is none of the 2");
    assertThatThrownBy(() -> new DetectionConfusion(DetectionRules.COCO, 0.5, 0, List.of(1, 1)))
        .hasMessage("Category 1 stands twice.");
  }
}
