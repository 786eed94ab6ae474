package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path directory;

  @Test
  void makesEvaluatesAndSaysWhere() throws IOException {
    String[] arguments = {"demo", "--dir", directory + "", "--scenes", "13", "--size", "96x48"};
    MaskwiseRun run = MaskwiseRun.of(arguments).succeeds();
    assertThat(run.out())
        .contains("13 street scenes of 96x48", "mean IoU", "condition=rain", "train")
        .contains("Results: file:" + directory.resolve("report"));
    JsonNode summary = MaskwiseRun.summary(directory.resolve("report"));
    double sharp = MaskwiseRun.metric(summary, "sharp", "mean_iou", "dataset", "null");
    double coarse = MaskwiseRun.metric(summary, "coarse", "mean_iou", "dataset", "null");
    assertThat(sharp).isGreaterThan(coarse + 0.1);
    assertThat(MaskwiseRun.metric(summary, "sharp", "iou", "dataset", "train")).isNaN();
    assertThat(MaskwiseRun.of(arguments).succeeds().out()).contains("13 images");
  }

  @Test
  void onlyTheDataWhenAsked() {
    Path data = directory.resolve("data");
    MaskwiseRun.plain("demo", "--data-only", data.toString(), "--scenes", "3", "--size", "64x32")
        .succeeds();
    assertThat(data.resolve("classes.txt")).exists();
    assertThat(data.resolve("truth/day/scene-0000.png")).exists();
  }

  @Test
  void aSizeThatCannotBeDrawnIsOneSentence() {
    for (String size : new String[] {"big", "10x10", "99999x99999"}) {
      MaskwiseRun run = MaskwiseRun.plain("demo", "--data-only", directory + "/d", "--size", size);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("maskwise: ").contains(size).doesNotContain("\tat ");
    }
  }
}
