package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of images and the paths of their masks gives the metrics of the directories. */
class ManifestTest {
  private static final int IMAGES = 6;

  @TempDir static Path directory;
  private static String expected = "";

  @BeforeAll
  static void writeInputs() throws IOException {
    Masks.dataSet(directory, IMAGES);
    MaskwiseRun.evaluate(directory, "files", "truth a b", "--classes 4").succeeds();
    expected = metrics("files");
    StringBuilder csv = new StringBuilder("\uFEFFimage_id,truth,\"city, district\",pred_a,b\r\n");
    StringBuilder json = new StringBuilder();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String truth = i == 0 ? "file:" + directory + "/truth/x/0.png" : "./truth/x/" + i + ".png";
      String a = i == 1 ? directory + "/a/x/1.png" : "truth/../a/x/" + i + ".png";
      String b = "b/x/" + i + ".png";
      String city = i % 2 == 0 ? "Ulm, \"\"old\"\"\nand new" : "Köln";
      csv.append("x/%d,%s,\"%s\",%s,\"%s\"\r\n".formatted(i, truth, city, a, b));
      json.append(
          "{\"image_id\": \"x/%d\", \"b\": \"%s\", \"truth\": \"%s\", \"pred_a\": \"%s\", \"n\": %d}\n"
              .formatted(i, b, truth, a, i));
      rows.add(RowFactory.create("x/" + i, truth, a, RowFactory.create(null, b)));
    }
    Files.writeString(directory.resolve("val.csv"), csv);
    Files.writeString(directory.resolve("[v], {a} 50% 12:30.csv"), csv);
    Files.writeString(directory.resolve("val.jsonl"), json);
    MaskwiseRun.spark()
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "image_id string, truth string, pred_a string, b struct<bytes: binary, path: string>"))
        .coalesce(1)
        .write()
        .parquet(directory.resolve("list").toString());
    try (Stream<Path> parts = Files.list(directory.resolve("list"))) {
      Path part =
          parts.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.copy(part, directory.resolve("val.parquet"));
    }
  }

  private static String metrics(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out).resolve("summary.json")));
  }

  private static MaskwiseRun evaluate(String out, String manifest, String... more) {
    String[] words = {
      "evaluate",
      "--pairs",
      directory.resolve(manifest).toString(),
      "--classes",
      "4",
      "--out",
      directory.resolve(out).toString(),
      "--overwrite"
    };
    return MaskwiseRun.of(
        Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"val.csv", "val.jsonl", "val.parquet", "[v], {a} 50% 12:30.csv"})
  void everyFormatGivesTheMetricsOfTheDirectories(String manifest) throws IOException {
    evaluate("out", manifest, "--prediction", "a=pred_a", "--prediction", "b").succeeds();
    assertThat(metrics("out")).isEqualTo(expected);
    JsonNode definition = MaskwiseRun.summary(directory.resolve("out")).get("definition");
    assertThat(definition.get("truth").asText()).endsWith(directory + "/" + manifest + "#truth");
    assertThat(definition.get("predictions").get("a").asText()).endsWith(manifest + "#pred_a");
  }

  @Test
  void columnsAreSlicesWhateverIsInThem() throws IOException {
    String column = "city, district";
    evaluate("slices", "val.csv", "--prediction", "b", "--slice", column).succeeds();
    String summary =
        Files.readString(directory.resolve("slices/summary.json"), StandardCharsets.UTF_8);
    assertThat(summary)
        .contains("\"city, district=Köln\"", "city, district=Ulm, \\\"old\\\"\\nand new");
  }

  @Test
  void aColumnIsATableToo() throws IOException {
    String csv = directory.resolve("val.csv").toString();
    MaskwiseRun.of(
            "evaluate",
            "--truth",
            directory + "/truth",
            "--prediction",
            "a=" + csv + "#pred_a",
            "--prediction",
            "b=csv:" + csv + "#b",
            "--classes",
            "4",
            "--out",
            directory + "/mixed")
        .succeeds();
    assertThat(metrics("mixed")).isEqualTo(expected);
  }

  @Tag("slow")
  @Test
  void scoresAreFilesToo() throws IOException {
    StringBuilder csv = new StringBuilder("image_id,truth,logits\n");
    for (int i = 0; i < IMAGES; i++) {
      String npy = "logits/x/%d.npy".formatted(i);
      Masks.bytes(directory.resolve(npy), Scores.npy(Scores.quarters(i, 1)));
      csv.append("x/%d,truth/x/%d.png,%s%n".formatted(i, i, npy));
    }
    Files.writeString(directory.resolve("scores.csv"), csv);
    String words = "--task binary --foreground nonzero --score logit";
    MaskwiseRun.evaluate(directory, "scores", "truth logits", words).succeeds();
    String[] more = ("--prediction logits " + words).split(" ", -1);
    String[] arguments = {
      "evaluate", "--pairs", directory + "/scores.csv", "--out", directory + "/listed"
    };
    MaskwiseRun.of(
            Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new))
        .succeeds();
    assertThat(metrics("listed")).isEqualTo(metrics("scores"));
  }

  private static void manifest(String... rows) throws IOException {
    Files.writeString(directory.resolve("bad.csv"), String.join("\n", rows) + "\n");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x/1,truth/x/1.png,a/x/9.png | x/1 unreadable file:@/a/x/9.png does not exist: check the path",
        "x/1,truth/x/1.png,a/x       | x/1 unreadable file:@/a/x is a directory, but a file is asked for: name a file in it",
        "x/1,truth/x/1.png,          | x/1 unreadable file:@/bad.csv holds no path of the mask of the image in the column a",
        "x/1,truth/x/1.png           | x/1 unreadable file:@/bad.csv holds the row 'x/1,truth/x/1.png', which has not 3 values, as the header has",
        "x/1,truth/x/1.png,a/x/1.png,b | x/1 unreadable file:@/bad.csv holds the row 'x/1,truth/x/1.png,a/x/1.png,b', which has not 3 values, as the header has",
        "x/0,truth/x/1.png,a/x/1.png | x/0 duplicate file:@/truth/x/1.png holds the image a second time",
        ",truth/x/1.png,a/x/1.png    | null no_image_id file:@/bad.csv holds a row without an image id",
        "x/1,s4://b/x.png,a/x/1.png  | x/1 unreadable s4://b/x.png cannot be read: the jars of s4:// are missing",
      })
  void aBadRowIsAnImageThatIsRejected(String row, String rejection) throws IOException {
    manifest("image_id,truth,a", "x/0,truth/x/0.png,a/x/0.png", row, "x/2,truth/x/2.png,a/x/2.png");
    evaluate("bad", "bad.csv", "--prediction", "a", "--on-reject", "skip").succeeds();
    assertThat(MaskwiseRun.table(directory.resolve("bad"), "rejected.parquet"))
        .extracting(
            r ->
                r.getAs("image_id")
                    + " "
                    + r.getAs("kind")
                    + " "
                    + r.getAs("path")
                    + " "
                    + r.getAs("reason"))
        .anySatisfy(
            line -> assertThat(line).startsWith(rejection.replace("@", directory.toString())));
    MaskwiseRun refused = evaluate("bad", "bad.csv", "--prediction", "a");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("rejected:", "Mend them, or go on without them with --on-reject skip.")
        .doesNotContain("Exception");
  }

  /** A line of JSON that was cut off has its number, and its image where that can still be read. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'image_id': 'x/1', 'truth': 'truth/x/1.p | x/1 | holds the line 2 '{\"image_id\": \"x/1\", \"truth\": \"truth/x/1.p', which is no JSON object",
        "{'truth': 'truth/x/1.png', 'image_id': 'x\\/1', 'a | x/1 | holds the line 2 '{",
        "{'image_id': 7, 'truth | 7 | holds the line 2 '{\"image_id\": 7",
        "no JSON | null | holds the line 2 'no JSON', which is no JSON object",
        "{'image_id': 'x | null | holds the line 2 '{\"image_id\": \"x', which is no JSON object",
      })
  void aBrokenLineIsNamed(String line, String imageId, String reason) throws IOException {
    String whole = "{'image_id': 'x/%d', 'truth': 'truth/x/%d.png', 'a': 'a/x/%d.png'}";
    Files.writeString(
        directory.resolve("bad.jsonl"),
        String.join("\n", whole.formatted(0, 0, 0), line, whole.formatted(2, 2, 2), "")
            .replace('\'', '"'));
    evaluate("bad", "bad.jsonl", "--prediction", "a", "--on-reject", "skip").succeeds();
    assertThat(MaskwiseRun.table(directory.resolve("bad"), "rejected.parquet"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(String.valueOf(row.<Object>getAs("image_id"))).isEqualTo(imageId);
              assertThat((String) row.getAs("kind")).isEqualTo("unreadable");
              assertThat((String) row.getAs("path")).endsWith("/bad.jsonl");
              assertThat((String) row.getAs("reason")).startsWith(reason);
            });
    assertThat(MaskwiseRun.summary(directory.resolve("bad")).at("/images/evaluated").asInt())
        .isEqualTo(2);
  }

  @Test
  void aFileWithoutAnObjectIsNoTable() throws IOException {
    Files.writeString(directory.resolve("none.jsonl"), "image_id,truth,a\nx/0,t.png,a.png\n");
    assertThat(evaluate("none", "none.jsonl", "--prediction", "a").err())
        .hasLineCount(1)
        .contains("/none.jsonl holds no JSON object: write one in each line, such as {");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "val.csv | --prediction c | file:@/val.csv has no mask column c (it has image_id, truth, city, district, pred_a, b): name it with TABLE#COLUMN, or beside --pairs with --truth or --prediction.",
        "val.csv | --prediction b --truth t | has no mask column t (it has ",
        "val.csv | --prediction b --id-column id | has no image id column id (it has ",
        "val.csv | --prediction b --slice where | has no slice column where (it has ",
        "val.csv | --prediction b --prediction b=pred_a | Two models are called 'b'",
        "val.txt | --prediction b | val.txt is no manifest by its name: give a .csv, .jsonl, .parquet or .orc file, or a table",
        "no.csv  | --prediction b | no.csv does not exist: check the path.",
        "val.csv | --prediction b --truth t.parquet#mask | file:@/val.csv has no mask column t.parquet#mask (it has ",
        "val.csv | --prediction b --truth /data/truth | file:@/val.csv has no mask column /data/truth (it has ",
        "val.csv | --prediction m=preds/{01..3}.tar#x.png | file:@/val.csv has no mask column preds/{01..3}.tar#x.png (it has ",
        "empty.csv | --prediction b | empty.csv is a file without a byte: write it again.",
      })
  void whatIsNoColumnIsSaid(String manifest, String words, String sentence) throws IOException {
    Files.write(directory.resolve("empty.csv"), new byte[0]);
    MaskwiseRun run = evaluate("none", manifest, words.split(" ", -1));
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains(sentence.replace("@", directory.toString()));
  }

  @Test
  void withoutTruthOrManifestItIsSaid() {
    assertThat(
            MaskwiseRun.plain("evaluate", "--prediction", "a", "--classes", "4", "--out", "o")
                .err())
        .contains("Nothing says where the true masks are: give --truth DIR", "--pairs FILE");
  }

  /** The manifest is the same, but not what it leads to. */
  @Tag("slow")
  @Test
  void aFileThatChangedIsReadAgain() throws IOException {
    manifest("image_id,truth,a", "x/0,truth/x/0.png,c.png");
    Files.copy(directory.resolve("a/x/0.png"), directory.resolve("c.png"));
    String store = directory.resolve("store").toString();
    String[] words = {
      "evaluate",
      "--pairs",
      directory + "/bad.csv",
      "--prediction",
      "a",
      "--classes",
      "4",
      "--store",
      store
    };
    String before = MaskwiseRun.of(words).succeeds().out();
    Files.delete(directory.resolve("c.png"));
    Files.copy(directory.resolve("b/x/0.png"), directory.resolve("c.png"));
    String[] again =
        Stream.concat(Arrays.stream(words), Stream.of("--reuse", "@last")).toArray(String[]::new);
    assertThat(MaskwiseRun.of(again).succeeds().out())
        .contains("0 images were taken from the run ", " and 1 read.")
        .doesNotContain("used again");
    assertThat(before).contains("1 image × 1 model,");
  }
}
