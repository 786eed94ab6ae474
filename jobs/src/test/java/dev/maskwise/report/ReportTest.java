package dev.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.report.Summary.RejectedImage;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final String EVIL = "<script>alert('x')</script>&\"\u001b[2J\u202e\n";
  private static final List<String> FILES = List.of("summary.json", "report.html");

  /** Two classes; the second never occurs. */
  private static Summary summary() {
    CountEvaluation evaluation = new CountEvaluation(2, Policy.undefined());
    evaluation.add(ConfusionMatrix.of(2, new long[] {1_234_567, 0, 0, 0}));
    Map<String, @Nullable Object> definition = new TreeMap<>();
    definition.put("classes", List.of("road", EVIL));
    definition.put("ignore", null);
    definition.put("truth", EVIL);
    return new Summary(
        "9.9",
        definition,
        new ImageCounts(1, 2, 1, 0, 0),
        List.of("road", EVIL),
        List.of(EVIL),
        List.of(),
        List.of(of(null, evaluation), of("site=" + EVIL, evaluation)),
        List.of(new RejectedImage(EVIL, EVIL, "unreadable", EVIL)));
  }

  private static ModelEvaluation of(@Nullable String slice, CountEvaluation evaluation) {
    return new ModelEvaluation(
        EVIL,
        slice,
        evaluation.images(),
        evaluation.pixels(),
        evaluation.values(),
        List.of(evaluation.confusion()),
        List.of());
  }

  /** What would move the cursor, turn letters around or break a row does not reach a terminal. */
  @Test
  void aTerminalShowsNamesInOneLine() {
    assertThat(ConsoleReport.write(summary()))
        .contains("</script>&\"\ufffd[2J\ufffd\ufffd")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void whatComesFromFilesIsEscaped() {
    String html = HtmlReport.write(summary());
    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script", "alert('x')</");
    assertThat(html).doesNotContain("http://", "https://");
  }

  @Test
  void theFilesOfAnEvaluationAreReadFromItsSummary() throws IOException {
    assertThat(files(SummaryJson.write(summary(), FILES))).isEqualTo(FILES);
    String start = "{\"maskwise\": \"1\", \"definition\": {\"files\": [1]}, \"files\": [";
    assertThat(files(start + "\"a\", \"b\"], cut off")).containsExactly("a", "b");
    for (String other :
        List.of(
            "",
            "null",
            "[1]",
            "[{\"maskwise\": \"1\", \"definition\": {}, \"files\": [\"a\"]}]",
            "{\"maskwise\": \"1\", \"files\": [\"a\"]}",
            "{\"definition\": {}, \"files\": [\"a\"]}",
            "{\"maskwise\": 1, \"definition\": {}, \"files\": [\"a\"]}",
            "{\"maskwise\": \"1\", \"definition\": {}}",
            "{\"maskwise\": \"1\", \"definition\": {}, \"files\": \"a\"}",
            start + "[\"a\"]]}",
            start + "\"a\"",
            "\0\0\uFFFE binary")) {
      assertThat(files(other)).as(other).isEmpty();
    }
  }

  private static List<String> files(String summary) throws IOException {
    return SummaryJson.files(new ByteArrayInputStream(summary.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void jsonIsTheContract() throws IOException {
    JsonNode json = new ObjectMapper().readTree(SummaryJson.write(summary(), FILES));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("maskwise", "definition", "files", "images", "metrics", "confusion");
    assertThat(json.get("files")).extracting(JsonNode::asText).containsExactlyElementsOf(FILES);
    assertThat(json.get("images").toString())
        .isEqualTo(
            "{\"evaluated\":1,\"rejected\":2,\"missing_prediction\":1,\"missing_truth\":0,"
                + "\"duplicate\":0}");
    JsonNode undefined = null;
    for (JsonNode metric : json.get("metrics")) {
      assertThat(metric.fieldNames())
          .toIterable()
          .containsExactly(
              "model", "name", "averaging", "class", "slice", "value", "n", "undefined", "over");
      if (metric.get("name").asText().equals("iou") && metric.get("class").asText().equals(EVIL)) {
        undefined = metric;
      }
    }
    assertThat(undefined).isNotNull();
    assertThat(undefined.get("value").isNull()).isTrue();
    assertThat(undefined.get("n").asInt()).isZero();
    assertThat(undefined.get("undefined").asInt()).isEqualTo(1);
    assertThat(json.get("confusion").get(EVIL).toString()).isEqualTo("[[1234567,0],[0,0]]");
  }

  /**
   * Every line counts images: none is cut between its faults, and each row without an id is one.
   */
  @Test
  void rejectedImagesAreCountedTheSameInEveryLine() {
    List<RejectedImage> faults = new ArrayList<>();
    for (int image = 0; image < 6; image++) {
      for (String model : List.of("a", "b")) {
        faults.add(new RejectedImage("x/" + image, model, "unreadable", "is no mask"));
      }
    }
    assertThat(ConsoleReport.rejected(6, faults))
        .startsWith("6 images were rejected:")
        .contains("x/4: a", "x/4: b", "… and 1 more image.")
        .doesNotContain("x/5");
    List<RejectedImage> nine = new ArrayList<>(faults.subList(1, 12));
    assertThat(ConsoleReport.rejected(6, nine))
        .as("the last image is told whole")
        .contains("x/5: a", "x/5: b")
        .doesNotContain("more");
    List<RejectedImage> nameless =
        List.of(
            new RejectedImage(null, "p", "no_image_id", "holds a row without an image id"),
            new RejectedImage(null, "q", "no_image_id", "holds a row without an image id"));
    assertThat(ConsoleReport.rejected(2, nameless)).doesNotContain("more");
    assertThat(ConsoleReport.rejected(4, nameless)).contains("… and 2 more images.");
  }

  @Test
  void aPersonSeesEveryNumberWithItsAveraging() {
    String text = ConsoleReport.write(summary());
    assertThat(text)
        .contains("mean IoU", "image_then_dataset", "1 classes, 1 undefined", "1.0000", "–")
        .contains("2 images were rejected:", "… and 1 more image.");
    List<String> lines = Arrays.asList(text.split("\n", -1));
    assertThat(lines).noneMatch(line -> line.contains("NaN"));
  }
}
