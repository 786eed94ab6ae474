package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --exact-lovasz}: the losses of the data set within a float's rounding, and no others
 * changed.
 */
class ExactLovaszJobTest {
  private static final int IMAGES = 5;
  private static final int BROKEN = 1;

  @TempDir static Path directory;

  @BeforeAll
  static void writeDataSet() throws IOException {
    Scores.writeTruth(directory, IMAGES);
    for (String model : List.of("a", "b")) {
      Scores.writeModel(directory, model + "1", IMAGES, 1, Scores::logits);
      Scores.writeModel(directory, model + "3", IMAGES, 3, Scores::logits);
    }
    Files.writeString(directory.resolve("b1").resolve(Scores.id(BROKEN) + ".npy"), "no");
  }

  @Test
  void hingeAndSoftmaxOfOneClass() throws IOException {
    String words =
        "--task binary --score logit --foreground 1 --classes 3 --ignore 3 --on-reject skip"
            + " --losses lovasz_hinge,lovasz_softmax ";
    JsonNode exact = requireExact("truth a1 b1", words, "a1", "b1");
    assertThat(exact.get("images").get("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void softmaxOfManyClasses() throws IOException {
    requireExact(
        "truth a3 b3",
        "--task multiclass --score logit --classes 3 --ignore 3 --losses lovasz_softmax ",
        "a3",
        "b3");
  }

  private static JsonNode requireExact(String inputs, String words, String... models)
      throws IOException {
    String name = models[0];
    MaskwiseRun.evaluate(directory, name + "-fine", inputs, words + "--score-bins 16").succeeds();
    MaskwiseRun.evaluate(
            directory, name + "-exact", inputs, words + "--score-bins 2 --exact-lovasz")
        .succeeds();
    JsonNode fine = MaskwiseRun.summary(directory.resolve(name + "-fine"));
    JsonNode exact = MaskwiseRun.summary(directory.resolve(name + "-exact"));
    int compared = 0;
    for (JsonNode value : exact.get("metrics")) {
      if (value.get("name").asText().startsWith("lovasz")
          && value.get("averaging").asText().equals("dataset")) {
        JsonNode other =
            MaskwiseRun.entry(
                fine,
                value.get("model").asText(),
                "null",
                value.get("name").asText(),
                "dataset",
                value.get("class").asText());
        assertThat(value.get("bound").asDouble()).isLessThan(1e-6);
        assertThat(value.get("value").asDouble())
            .isCloseTo(
                other.get("value").asDouble(),
                within(other.get("bound").asDouble() + value.get("bound").asDouble() + 1e-7));
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(2 * models.length);
    assertThat(exact.get("definition").get("lovasz_dataset").asText())
        .isEqualTo("all errors sorted, or from the histogram where its bound is smaller");
    return exact;
  }
}
