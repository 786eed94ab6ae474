package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.job.demo.DemoDataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  @Tag("slow")
  void twoNightsOfWhichTheSecondFails() throws IOException {
    String[] arguments = {
      "demo", "--nights", "--dir", directory + "", "--scenes", "24", "--size", "96x48"
    };
    MaskwiseRun run = MaskwiseRun.of(arguments).succeeds();
    assertThat(run.out())
        .contains("Night 1 ended with exit code 0.", "Night 2 ended with exit code 2.")
        .contains("failed: whole: mean_iou (dataset), model net: Proven regression");
    MaskwiseRun again = MaskwiseRun.of(arguments).succeeds();
    assertThat(again.out())
        .as("the last green run is the baseline of the third night too")
        .contains("Night 1 ended with exit code 0.", "Night 2 ended with exit code 2.");
    try (Stream<Path> runs = Files.list(directory.resolve("store/runs"))) {
      assertThat(runs).hasSize(4).allMatch(path -> Files.exists(path.resolve("page.html")));
    }
  }

  @ParameterizedTest
  @CsvSource({"binary, iou, car, 0.2", "multiclass, mean_iou, null, 2.6"})
  @Tag("slow")
  void scoresGiveTheSameLabelsAndLossesAndCurvesToo(
      String task, String metric, String classOrNull, String megabytes) throws IOException {
    demo().succeeds();
    MaskwiseRun run = demo("--task", task).succeeds();
    assertThat(run.out())
        .contains("(float16, " + megabytes + " MB)", "cross_entropy", "best_threshold", "lovasz")
        .contains("Results: file:" + directory.resolve("report-" + task));
    JsonNode labels = MaskwiseRun.summary(directory.resolve("report"));
    JsonNode scores = MaskwiseRun.summary(directory.resolve("report-" + task));
    for (String model : DemoDataSet.MODELS) {
      assertThat(MaskwiseRun.metric(scores, model, metric, "dataset", classOrNull))
          .isEqualTo(MaskwiseRun.metric(labels, model, metric, "dataset", classOrNull));
    }
    for (String loss : List.of("cross_entropy", "focal_loss", "soft_dice_loss")) {
      assertThat(MaskwiseRun.metric(scores, "sharp", loss, "dataset", "null"))
          .isLessThan(MaskwiseRun.metric(scores, "coarse", loss, "dataset", "null"));
    }
    double standard = task.equals("binary") ? 0 : 0.5;
    double best = MaskwiseRun.metric(scores, "coarse", "best_threshold", "dataset", "car");
    assertThat(Math.abs(best - standard)).isGreaterThan(0.01);
    assertThat(scores.get("curves")).isNotEmpty();
    assertThat(directory.resolve("report-" + task + "/report.html"))
        .content()
        .contains("<polyline");
  }

  private MaskwiseRun demo(String... more) {
    List<String> arguments = new ArrayList<>(List.of("demo", "--dir", directory.toString()));
    arguments.addAll(List.of("--scenes", "13", "--size", "96x48"));
    arguments.addAll(List.of(more));
    return MaskwiseRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void onlyTheDataOfTheTaskWhenAsked() {
    for (String task : List.of("binary", "multiclass")) {
      MaskwiseRun.plain(
              "demo",
              "--data-only",
              directory + "",
              "--scenes",
              "3",
              "--size",
              "64x32",
              "--task",
              task)
          .succeeds();
      assertThat(directory.resolve("sharp/day/scene-0000.png")).exists();
      assertThat(directory.resolve("coarse-" + task + "/dusk/scene-0002.npy")).exists();
    }
    assertThat(directory.resolve("sharp-binary/day/scene-0000.npy")).hasSize(128 + 64 * 32 * 2);
    assertThat(directory.resolve("sharp-multiclass/day/scene-0000.npy"))
        .hasSize(128 + 11 * 64 * 32 * 2);
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
