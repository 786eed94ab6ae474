package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.SummaryJson;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.compare.Change;
import dev.maskwise.run.compare.Comparer;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.compare.Pairing;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changed between models and between runs, from the statistics that runs leave. */
class CompareTest {
  private static final int SCENES = 24;
  private static final String LABELS =
      "--truth @data/truth --prediction sharp=@data/sharp --prediction coarse=@data/coarse"
          + " --classes @data/classes.txt --ignore 255 --slice (?<condition>[^/]+)/";

  @TempDir static Path directory;

  @BeforeAll
  static void evaluate() throws IOException {
    DemoDataSet.write(directory.resolve("data"), SCENES, 96, 48);
    run("evaluate --out @first " + LABELS).succeeds();
  }

  private static MaskwiseRun run(String words) {
    return MaskwiseRun.plain(words.replace("@", directory + "/").split(" "));
  }

  private static StoredRun stored(String out) {
    return StoredRun.open(StorageAccess.of(new Configuration()), directory.resolve(out).toString());
  }

  /** Every number of a summary comes again from the statistics of the images, to the last bit. */
  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MULTILABEL", "DETECTIONS", "INSTANCES"})
  @Tag("slow")
  void numbersOfBothModelsAreThoseOfTheSummary(Task task) throws IOException {
    String out = "task-" + task.label();
    DemoDataSet.Written data =
        DemoDataSet.write(directory.resolve("data-" + task.label()), task, 8, 64, 32);
    String scores =
        task == Task.LABELS
            ? ""
            : " --curve-groups 2 --score logit" + (task == Task.BINARY ? " --foreground 8" : "");
    String losses =
        task == Task.MULTICLASS
            ? " --exact-lovasz --losses focal_loss,soft_dice_loss,lovasz_softmax,lovasz_softmax(classes=all)"
            : "";
    run("evaluate --out @%s --truth %s --prediction sharp=%s --prediction coarse=%s --classes %s"
                .formatted(
                    out,
                    data.truth(),
                    data.predictions().get("sharp"),
                    data.predictions().get("coarse"),
                    data.classes())
            + " --ignore 255 --slice (?<condition>[^/]+)/ --cluster-by [0-3](?=$)|[^0-3]$ --task "
            + task.label()
            + scores
            + losses)
        .succeeds();
    StoredRun run = stored(out);
    Comparison comparison = Comparer.compare(run, "sharp", run, "coarse", null);
    StoredSummary summary = run.summary();
    int compared = 0;
    for (Map.Entry<NumberKey, Change> entry : comparison.changes().entrySet()) {
      NumberKey key = entry.getKey();
      StoredNumber sharp = Objects.requireNonNull(summary.numbers("sharp").get(key));
      StoredNumber coarse = Objects.requireNonNull(summary.numbers("coarse").get(key));
      boolean isNoSum = key.metric().startsWith("lovasz") && key.averaging() == Averaging.DATASET;
      if (isNoSum && key.slice() == null && !Double.isNaN(coarse.value() - sharp.value())) {
        assertThat(entry.getValue().delta()).as("%s by groups", key).isNotNull();
        assertThat(sharp.interval()).as("%s by groups", key).isNotNull();
      }
      if (!isNoSum || key.slice() == null) {
        assertThat(entry.getValue().before())
            .as("%s", key)
            .isEqualTo(Double.valueOf(sharp.value()));
        assertThat(entry.getValue().after())
            .as("%s", key)
            .isEqualTo(Double.valueOf(coarse.value()));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(100);
    assertThat(summary.numbers("sharp").keySet().stream().filter(key -> key.slice() == null))
        .as("of all images every number is compared, those of curves by groups")
        .allMatch(comparison.changes()::containsKey);
    List<NumberKey> others =
        summary.numbers("sharp").keySet().stream()
            .filter(key -> !comparison.changes().containsKey(key))
            .toList();
    assertThat(SummaryJson.write(RunSummary.of(RunImages.of(run)), run.manifest().files()))
        .as("the whole summary, made again from the run alone")
        .isEqualTo(Files.readString(directory.resolve(out).resolve("summary.json")));
    assertThat(others)
        .allMatch(
            key ->
                List.of(
                        "auroc",
                        "average_precision",
                        "best_threshold",
                        "best_iou",
                        "best_dice",
                        "ece",
                        "brier",
                        "ece_top_label")
                    .contains(key.metric()));
  }

  /** The standard error of the change of mean IoU, computed anew without each image. */
  @Test
  void changesAreJackknifed() {
    StoredRun run = stored("first");
    Comparison comparison = Comparer.compare(run, "sharp", run, "coarse", null);
    Change change =
        Objects.requireNonNull(
            comparison.changes().get(new NumberKey("mean_iou", Averaging.DATASET, null, null)));
    List<long[][]> sharp =
        List.copyOf(IntervalsTest.confusions(directory, "first", "sharp").values());
    List<long[][]> coarse =
        List.copyOf(IntervalsTest.confusions(directory, "first", "coarse").values());
    double[] without =
        IntStream.range(0, SCENES)
            .mapToDouble(i -> IntervalsTest.meanIou(coarse, i) - IntervalsTest.meanIou(sharp, i))
            .toArray();
    double centre = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(x -> (x - centre) * (x - centre)).sum();
    Estimate delta = Objects.requireNonNull(change.delta());
    assertThat(delta.value())
        .isCloseTo(
            IntervalsTest.meanIou(coarse, -1) - IntervalsTest.meanIou(sharp, -1), within(1e-12));
    assertThat(delta.standardError())
        .isCloseTo(Math.sqrt((SCENES - 1.0) / SCENES * squares), within(1e-12));
    assertThat(delta.groups()).isEqualTo(SCENES);
    assertThat(change.wins() + change.ties() + change.losses())
        .as("one scene is wholly ignored")
        .isEqualTo(SCENES - 1);
    assertThat(change.losses()).as("coarse is the worse one").isGreaterThan(change.wins());
  }

  @Test
  void nothingChangesBetweenARunAndItself() {
    StoredRun run = stored("first");
    Comparison comparison = Comparer.compare(run, "sharp", run, "sharp", null);
    assertThat(comparison.images()).isEqualTo(new Pairing(SCENES, 0, 0, 0, 0, SCENES));
    assertThat(comparison.changes().values())
        .allSatisfy(
            change -> {
              assertThat(change.wins() + change.losses()).isZero();
              Estimate delta = change.delta();
              if (delta != null) {
                assertThat(delta.value()).isZero();
                assertThat(delta.standardError()).isZero();
                assertThat(delta.pValue()).isEqualTo(1);
              }
            });
  }

  /** One truth is edited, an image is new, one is gone, one prediction is another. */
  @Test
  void onlyImagesWithTheSameTruthAreCompared() throws IOException {
    Path other = directory.resolve("other");
    for (String folder : List.of("truth", "sharp", "coarse")) {
      copy(directory.resolve("data").resolve(folder), other.resolve(folder));
    }
    List<String> ids = ids(other.resolve("truth"));
    for (String folder : List.of("truth", "sharp", "coarse")) {
      Path files = other.resolve(folder);
      Files.move(files.resolve(ids.get(0)), files.resolve("new-" + ids.get(0).replace('/', '-')));
    }
    Path mask = other.resolve("truth").resolve(ids.get(1));
    Files.copy(
        other.resolve("truth").resolve(ids.get(2)), mask, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        other.resolve("coarse").resolve(ids.get(3)),
        other.resolve("sharp").resolve(ids.get(3)),
        StandardCopyOption.REPLACE_EXISTING);
    run("evaluate --out @second "
            + LABELS
                .replace("@data/classes", "#")
                .replace("@data", "@other")
                .replace("#", "@data/classes")
                .replace(" --slice (?<condition>[^/]+)/", ""))
        .succeeds();
    MaskwiseRun compared = run("compare @first @second --model sharp --out @changes.json");
    compared.succeeds();
    assertThat(compared.out())
        .contains(
            "22 images are in both with the same truth (22 independent), 1 have another truth, 1 are new, 1 are gone; 1 of the paired have another prediction.");
    JsonNode json = new ObjectMapper().readTree(directory.resolve("changes.json").toFile());
    JsonNode images = json.at("/comparisons/0/images");
    assertThat(images.get("paired").asInt()).isEqualTo(22);
    assertThat(images.get("changed_truth").asInt()).isEqualTo(1);
  }

  /** Two of three models are the same: each is best in half of the cases. */
  @Tag("slow")
  @Test
  void moreThanTwoModelsAreRanked() throws IOException {
    run("evaluate --out @three --prediction twin=@data/sharp " + LABELS).succeeds();
    MaskwiseRun within = run("compare @three --out @three.json").succeeds();
    assertThat(within.out())
        .contains("Which model is best. On 24 images")
        .containsPattern(
            "mean_iou +\\| dataset +\\| twin +\\| 0\\.\\d{4} \\| +1\\.5000 \\| 0\\.5000")
        .containsPattern("image_then_dataset \\| coarse \\| 0\\.\\d{4} \\| +3\\.0000 \\| 0\\.0000");
    JsonNode standings = json("three.json").get("standings");
    assertThat(standings.get("groups").asInt()).isEqualTo(SCENES);
    StoredSummary summary = stored("three").summary();
    for (JsonNode ranking : standings.get("rankings")) {
      assertThat(ranking.get("models")).hasSize(3);
      assertThat(ranking.at("/models/2/model").asText()).isEqualTo("coarse");
      for (JsonNode place : ranking.get("models")) {
        Averaging averaging =
            ranking.get("averaging").asText().equals("dataset")
                ? Averaging.DATASET
                : Averaging.IMAGE_THEN_DATASET;
        NumberKey key = new NumberKey("mean_iou", averaging, null, null);
        StoredNumber number =
            Objects.requireNonNull(summary.numbers(place.get("model").asText()).get(key));
        assertThat(place.get("value").asDouble()).isCloseTo(number.value(), within(1e-9));
        assertThat(place.get("replicates").asInt()).isPositive();
      }
    }
    // Models of two runs: two of each, by the names that both have.
    MaskwiseRun between = run("compare @three @first --out @between.json").succeeds();
    assertThat(between.out()).contains("sharp of " + stored("first").manifest().run());
    JsonNode models = json("between.json").at("/standings/rankings/0/models");
    assertThat(models).hasSize(4);
    models.forEach(
        place ->
            assertThat(place.get("best").asDouble())
                .isEqualTo(place.get("model").asText().equals("sharp") ? 0.5 : 0));
    run("compare @first --out @two.json").succeeds();
    assertThat(json("two.json").has("standings")).isFalse();
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(directory.resolve(file).toFile());
  }

  @Test
  void otherDefinitionsAreNotSubtracted() throws IOException {
    run("evaluate --out @zero --policy zero " + LABELS).succeeds();
    MaskwiseRun compared = run("compare @first @zero --model sharp");
    compared.succeeds();
    assertThat(compared.out())
        .contains("They are defined differently, so that nothing is compared.")
        .contains("Different definitions.", "policy.empty_mask", "undefined", "zero")
        .doesNotContain("mean_iou")
        .doesNotContainPattern("0 (images|are|have)");
    run("compare @first @zero --model sharp --out @different.json").succeeds();
    assertThat(json("different.json").at("/comparisons/0/images").isNull()).isTrue();
  }

  /** The truth as arrays has no digest of the PNG files; of one image it is another truth. */
  @Test
  void theSameTruthInAnotherFormIsTheSame() throws Exception {
    Path arrays = directory.resolve("arrays");
    List<String> ids = ids(directory.resolve("data/truth"));
    for (String id : ids) {
      byte[] png = Files.readAllBytes(directory.resolve("data/truth").resolve(id));
      try (LabelMapRows rows = PngRows.open(png, 1 << 20)) {
        byte[] labels = new byte[rows.width() * rows.height()];
        rows.read(labels, rows.height());
        if (id.equals(ids.get(1))) {
          labels[0] = (byte) (labels[0] == 0 ? 1 : 0);
        }
        Masks.bytes(
            arrays.resolve(id.replace(".png", ".npy")),
            Scores.npy("|u1", "(%d, %d)".formatted(rows.height(), rows.width()), labels));
      }
    }
    run("evaluate --out @of-arrays " + LABELS.replace("@data/truth", "@arrays")).succeeds();
    MaskwiseRun compared = run("compare @first @of-arrays --model sharp --out @forms.json");
    compared.succeeds();
    assertThat(compared.out())
        .contains("23 images are in both with the same truth", "1 have another truth")
        .contains("0 of the paired have another prediction");
  }

  @Test
  void refusals() {
    assertThat(refusal("compare @data"))
        .contains("/data/manifest.json is not there, so that the directory holds no finished run");
    assertThat(refusal("compare @first @first --model blunt"))
        .contains("has no model 'blunt', only sharp, coarse: name one of these.");
    assertThat(refusal("compare @first --confidence 2"))
        .contains("--confidence 2.0 is out of range");
    assertThat(refusal("compare @first --cluster-by nothing"))
        .contains("--cluster-by 'nothing' is not found in the image id");
  }

  @Test
  void aTableThatIsCutOffIsDamaged() throws IOException {
    Path damaged = directory.resolve("damaged");
    copy(directory.resolve("first"), damaged);
    for (String file : ids(damaged.resolve("per_image.parquet"))) {
      if (file.startsWith("part-")) {
        Files.writeString(damaged.resolve("per_image.parquet").resolve(file), "PAR1 cut off");
      }
    }
    assertThat(refusal("compare @damaged"))
        .contains("per_image.parquet cannot be read (", "the run is damaged, name another one.")
        .hasLineCount(1);
  }

  private static String refusal(String words) {
    MaskwiseRun run = run(words);
    assertThat(run.exitCode()).isEqualTo(1);
    return run.err();
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String id : ids(from)) {
      Files.createDirectories(to.resolve(id).getParent());
      Files.copy(from.resolve(id), to.resolve(id));
    }
  }

  private static List<String> ids(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
