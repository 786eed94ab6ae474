package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with objects: a sentence with the image and the path, and nothing lost. */
class ObjectRejectionTest {
  private static final String TRUTH =
      """
      {"images": [{"id": 7, "height": 90, "width": 130}, {"id": 8, "height": 90, "width": 130}],
       "annotations": [
        {"id": 1, "image_id": 7, "category_id": 3, "bbox": [1, 2, 30, 40], "area": 1200},
        {"id": 2, "image_id": 8, "category_id": 3, "bbox": [1, 2, 30, 40], "area": 1200}],
       "categories": [{"id": 3, "name": "cat"}, {"id": 5, "name": "dog"}]}
      """;

  private static final String RESULTS =
      """
      [{"image_id": 7, "category_id": 3, "bbox": [1, 2, 30, 40], "score": 0.9},
       {"image_id": 8, "category_id": 3, "bbox": [1, 2, 30, 40], "score": 0.8}]
      """;

  @TempDir Path directory;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("truth.json"), TRUTH);
    Files.writeString(directory.resolve("found.json"), RESULTS);
    out = directory.resolve("out");
  }

  private MaskwiseRun evaluate(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--truth",
                directory.resolve("truth.json").toString(),
                "--prediction",
                "m=" + directory.resolve("found.json"),
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--task")) {
      arguments.addAll(List.of("--task", "detections"));
    }
    return MaskwiseRun.of(arguments.toArray(String[]::new));
  }

  private void spoil(String file, String from, String to) throws IOException {
    String text = Files.readString(directory.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(directory.resolve(file), text.replace(from, to == null ? "" : to));
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "found.json|: 0.8|: NaN|8|non_finite_score|holds detection number 2 of its list, which has the score NaN.",
        "found.json|, \"score\": 0.8||8|malformed_object|holds detection number 2 of its list, which has no score.",
        "truth.json|\"id\": 2, \"image|\"id\": 1, \"image|8|duplicate_object|holds annotation 1 a second time, but ids are given once.",
        "found.json|8, \"category_id\": 3|8, \"category_id\": 4|8|unknown_category|of the category 4, which the truth does not list.",
        "found.json|\"image_id\": 8|\"image_id\": 9|9|missing_truth|holds detections of this image, but the truth does not list it",
        "found.json|\"image_id\": 8, |\"id\": 8, |null|no_image_id|holds detection number 2 of its list without an image_id",
      })
  void anImageIsRejectedOrTheRunRefused(
      String file, String from, String to, String image, String kind, String sentence)
      throws IOException {
    spoil(file, from, to);
    MaskwiseRun refused = evaluate();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("1 image was rejected", sentence, file, "--on-reject skip");
    assertThat(out).doesNotExist();
    MaskwiseRun run = evaluate("--on-reject", "skip").succeeds();
    assertThat(run.out()).contains("1 image was rejected");
    JsonNode images = MaskwiseRun.summary(out).get("images");
    assertThat(images.get("rejected").asInt()).isEqualTo(1);
    List<Row> rejected = MaskwiseRun.table(out, "rejected.parquet");
    assertThat(rejected).hasSize(1);
    assertThat(String.valueOf(rejected.get(0).<String>getAs("image_id"))).isEqualTo(image);
    assertThat(rejected.get(0).<String>getAs("kind")).isEqualTo(kind);
    assertThat(rejected.get(0).<String>getAs("path")).endsWith(file);
  }

  /** Nobody knows which objects are lost in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "found.json|0.8}]|0.8|found.json is cut off: the text ends in the middle, at byte ",
        "found.json|[{|{{|found.json is an object, as data sets are, but results are asked for",
        "truth.json|\"images\"|\"pictures\"|truth.json has no images, as data sets of COCO have, but annotations, categories, pictures",
        "truth.json|[{\"id\": 3, \"name\": \"cat\"}, {\"id\": 5, \"name\": \"dog\"}]|[]|truth.json lists no category",
      })
  void aFileThatIsNotWholeIsRefusedInAnyCase(String file, String from, String to, String sentence)
      throws IOException {
    spoil(file, from, to);
    MaskwiseRun run = evaluate("--on-reject", "skip");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--classes 4|--classes is for label maps and scores, but with --task detections predictions are objects",
        "--score logit|--score is for label maps and scores",
        "--overlap mask|--overlap mask does not go with --task detections",
        "--boundary-ratio 0.1|--boundary-ratio is for --overlap boundary",
        "--iou-thresholds 0.9,0.5|Thresholds of overlap ascend",
        "--iou-thresholds x|--iou-thresholds: 'x' is no finite number",
        "--area-bands small|--area-bands small is no band: write NAME=LOW..HIGH",
        "--max-detections 10,1|--max-detections [10, 1] is no list of numbers",
        "--task labels --classes 4 --limit image|--limit is for objects, but --task is labels",
      })
  void optionsThatMeanNothingAreRefused(String words, String sentence) {
    MaskwiseRun run = evaluate(words.split(" ", -1));
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void aPlaceWithoutFilesIsRefused() throws IOException {
    Files.delete(directory.resolve("found.json"));
    assertThat(evaluate().err()).contains("found.json does not exist: check the path");
    Files.createDirectories(directory.resolve("found.json"));
    Files.writeString(directory.resolve("found.json/notes.txt"), "none");
    assertThat(evaluate().err())
        .contains("holds no file that ends in .json or .json.gz, only others, such as notes.txt");
  }

  @Tag("slow")
  @Test
  void runsOfObjectsAreNotComparedYet() {
    evaluate().succeeds();
    MaskwiseRun run = MaskwiseRun.plain("compare", out.toString(), out.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is of objects (--task detections), which are not compared");
  }

  @Test
  void aStoreKnowsTheRunAgain() throws IOException {
    String[] store = {
      "evaluate",
      "--task",
      "detections",
      "--truth",
      directory.resolve("truth.json").toString(),
      "--prediction",
      "m=" + directory.resolve("found.json"),
      "--store",
      directory.resolve("store").toString()
    };
    MaskwiseRun.of(store).succeeds();
    assertThat(MaskwiseRun.of(store).succeeds().out()).contains("is used again");
    MaskwiseRun shown =
        MaskwiseRun.plain(
            "history",
            "trend",
            "--store",
            directory.resolve("store").toString(),
            "--metric",
            "ap",
            "--averaging",
            "dataset");
    assertThat(shown.succeeds().out()).contains("1.0000");
  }
}
