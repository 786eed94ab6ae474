package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code evaluate --reuse}: what was taken from an earlier run and what was read, and that nobody
 * can tell the two from the numbers.
 */
class ReuseTest {
  private static final String LABELS = "--classes 4 --on-reject skip";

  @TempDir Path directory;

  /** Whatever may happen to the images between two nights happens; and once more. */
  @Tag("slow")
  @Test
  void aRunThatReadsOnlyWhatChangedIsTheRunThatReadsAll() throws IOException {
    Masks.dataSet(directory, 9);
    Files.writeString(mask("b", 5), "no mask");
    MaskwiseRun first = run("first", LABELS).succeeds();
    assertThat(first.out()).doesNotContain("taken");

    for (String source : List.of("truth", "a", "b")) {
      Masks.write(mask(source, 9), Masks.random(source.hashCode(), 4));
      Masks.write(mask(source, 10), Masks.random(source.hashCode() + 1, 4));
      Files.delete(mask(source, 0));
    }
    Masks.write(mask("a", 1), Masks.random(99, 4));
    touch(mask("truth", 2));
    Masks.write(mask("b", 5), Masks.random(98, 4));
    Files.writeString(mask("truth", 6), "no mask");
    Files.delete(mask("b", 7));
    Files.copy(mask("a", 8), directory.resolve("a/x/8.PNG"));
    // Slices and clusters are those of today.
    String words = LABELS + " --slice (?<odd>[13579])?$ --cluster-by [0-4]|[5-9]";
    run("second-full", words).succeeds();
    MaskwiseRun second = run("second", words + " --reuse @/first").succeeds();
    assertThat(second.out())
        .contains("2 images were taken from the run %s and 8 read.".formatted(id("first")));
    assertSame("second", "second-full");
    assertThat(manifest("second")).contains("\"run\" : \"" + id("first"), "\"images\" : 2");

    for (String source : List.of("truth", "a", "b")) {
      Masks.write(mask(source, 3), Masks.random(source.hashCode() + 2, 4));
    }
    run("third-full", LABELS).succeeds();
    MaskwiseRun third = run("third", LABELS + " --partitions 3 --reuse @/second").succeeds();
    assertThat(third.out())
        .contains("6 images were taken from the run " + id("second"), " and 4 read.");
    assertSame("third", "third-full");
  }

  /** A file that is taken for unchanged is not opened. */
  @Tag("slow")
  @Test
  void filesOfEqualSizeAndTimeAreNotOpened() throws IOException {
    Masks.dataSet(directory, 3);
    run("out", LABELS).succeeds();
    String before = summary("out");
    Path file = mask("a", 1);
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, new byte[(int) Files.size(file)]);
    Files.setLastModifiedTime(file, time);
    MaskwiseRun again = run("out", LABELS + " --overwrite --reuse @/out").succeeds();
    assertThat(again.out()).contains("3 images were taken from the run ", " and 0 read.");
    assertThat(summary("out")).isEqualTo(before);
    // The time alone is enough to be read again, and so is having none.
    touch(file);
    assertThat(run("out", LABELS + " --overwrite --reuse @/out").succeeds().out())
        .contains("2 images were taken from the run ", " and 1 read.", "1 image was rejected");
  }

  @Tag("slow")
  @Test
  void aFileWithoutATimeIsAlwaysRead() throws IOException {
    Masks.dataSet(directory, 2);
    Files.setLastModifiedTime(mask("a", 1), FileTime.fromMillis(0));
    run("first", LABELS).succeeds();
    assertThat(run("second", LABELS + " --reuse @/first").succeeds().out())
        .contains("1 image was taken from the run ", " and 1 read.");
    assertSame("second", "first");
  }

  /** Masks of tables are the same while their bytes are, whatever became of the table. */
  @Tag("slow")
  @Test
  void masksOfTablesAreKnownByTheirBytes() throws IOException {
    table("truth", 0, 6, -1);
    table("a", 1, 6, -1);
    runTables("first").succeeds();
    table("truth", 0, 7, -1);
    table("a", 1, 7, 2);
    runTables("full").succeeds();
    assertThat(runTables("second", "--reuse @/first").succeeds().out())
        .contains("5 images were taken from the run %s and 2 read.".formatted(id("first")));
    assertSame("second", "full");
    assertThat(runTables("third", "--reuse @/second").succeeds().out())
        .contains("7 images were taken from the run %s and 0 read.".formatted(id("second")));
    assertSame("third", "full");
  }

  /** Every other mask is raw, its shape beside it; a slice is a column. */
  private void table(String name, int seed, int images, int changed) {
    List<Row> rows = new ArrayList<>();
    for (int i = images - 1; i >= 0; i--) {
      byte[] labels = Masks.random(3 * i + seed + (i == changed ? 500 : 0), 4);
      boolean raw = i % 2 == 0;
      rows.add(
          RowFactory.create(
              "x/" + i,
              "site " + i % 3,
              raw ? Masks.HEIGHT : null,
              raw ? Masks.WIDTH : null,
              raw ? labels : Masks.png(labels)));
    }
    MaskwiseRun.spark()
        .createDataFrame(
            rows,
            StructType.fromDDL("image_id string, site string, height int, width int, mask binary"))
        .write()
        .mode("overwrite")
        .parquet(directory.resolve(name + ".parquet").toString());
  }

  private MaskwiseRun runTables(String out, String... more) {
    return words(
        "evaluate --truth @/truth.parquet --prediction a=@/a.parquet --classes 4 --slice site --out @/"
            + out
            + " "
            + String.join(" ", more));
  }

  @ParameterizedTest
  @CsvSource({
    "1, --task binary --score logit --ignore 3 --foreground nonzero",
    "3, --task multiclass --score logit --classes 3 --ignore 3"
  })
  @Tag("slow")
  void scoresOfAddedImagesAreAddedToTheCurves(int channels, String task) throws IOException {
    Scores.writeTruth(directory, 6);
    scores(6, channels);
    String words = task + " --slice ^(?<half>[a-z]+)";
    move("", "aside");
    runScores("first", words).succeeds();
    move("aside", "");
    runScores("full", words).succeeds();
    MaskwiseRun second = runScores("second", words + " --reuse @/first").succeeds();
    assertThat(second.out())
        .contains("4 images were taken from the run %s and 2 read.".formatted(id("first")));
    assertSame("second", "full");
    assertThat(runScores("third", words + " --reuse @/second").succeeds().out())
        .contains("6 images were taken from the run %s and 0 read.".formatted(id("second")));
    assertSame("third", "full");

    Files.delete(directory.resolve("a/even/2.npy"));
    Files.delete(directory.resolve("b/even/2.npy"));
    Files.delete(directory.resolve("truth/even/2.png"));
    runScores("less-full", words).succeeds();
    assertThat(runScores("less", words + " --reuse @/second").succeeds().out())
        .contains(
            "All images were read: the image even/2 is no longer there, and no image can be taken out of the curves of the run ")
        .doesNotContain("taken from");
    assertSame("less", "less-full");
  }

  @Tag("slow")
  @Test
  void scoresOfChangedImagesAndSlicesAreAllRead() throws IOException {
    String words = "--task binary --score logit --ignore 3 --foreground nonzero";
    Scores.writeTruth(directory, 3);
    scores(3, 1);
    runScores("first", words).succeeds();
    assertThat(
            runScores("sliced", words + " --slice ^(?<half>[a-z]+) --reuse @/first")
                .succeeds()
                .out())
        .contains("All images were read: ", "even/0 is in other slices");
    runScores("sliced-full", words + " --slice ^(?<half>[a-z]+)").succeeds();
    assertSame("sliced", "sliced-full");
    touch(directory.resolve("b/odd/1.npy"));
    assertThat(runScores("second", words + " --reuse @/first").succeeds().out())
        .contains("All images were read: ", "odd/1 changed");
    assertThat(refusal("truth a b", words + " --exact-lovasz --reuse @/first"))
        .contains("--reuse and --exact-lovasz are both given");
  }

  private void scores(int images, int channels) throws IOException {
    Scores.writeModel(directory, "a", images, channels, Scores::logits);
    Scores.writeModel(directory, "b", images, channels, Scores::quarters);
  }

  private MaskwiseRun runScores(String out, String words) {
    return MaskwiseRun.evaluate(
        directory, out, "truth a b", words.replace("@", directory.toString()));
  }

  /** Moves the scores and the truth of the last two images, whose times stay as they are. */
  private void move(String from, String to) throws IOException {
    for (String name : List.of("truth/even/4.png", "truth/odd/5.png")) {
      for (String source : List.of("truth", "a", "b")) {
        String file =
            source.equals("truth") ? name : name.replace("truth", source).replace("png", "npy");
        Path target = directory.resolve(to).resolve(file);
        Files.createDirectories(target.getParent());
        Files.move(directory.resolve(from).resolve(file), target);
      }
    }
  }

  @Tag("slow")
  @Test
  void whatIsRefused() throws IOException {
    Masks.dataSet(directory, 2);
    run("first", LABELS).succeeds();
    assertThat(refusal("truth a", LABELS + " --reuse @/first"))
        .contains("the run %s has the models a, b, and this one a, ".formatted(id("first")));
    assertThat(refusal("truth b a", LABELS + " --reuse @/first"))
        .contains("has the models a, b, and this one b, a, in this order: leave --reuse out once");
    assertThat(refusal("truth a b", LABELS + " --ignore 3 --max-pixels 999 --reuse @/first"))
        .contains(
            "has another definition (",
            "ignore was null and is 3",
            "max_pixels was 268435456 and is 999",
            "leave --reuse out once, or name another run.");
    assertThat(refusal("truth a b", LABELS + " --reuse @/truth"))
        .contains("truth/manifest.json is not there");
    assertThat(refusal("truth a b", LABELS + " --reuse @last")).contains("@last names no store");
    assertThat(refusal("truth a b", LABELS + " --engine query --reuse @/first"))
        .contains("but with --reuse only the images that changed are read");

    try (Stream<Path> parts = Files.list(directory.resolve("first/per_image.parquet"))) {
      for (Path part : parts.filter(p -> p.toString().endsWith(".parquet")).toList()) {
        Files.delete(part);
      }
    }
    assertThat(refusal("truth a b", LABELS + " --reuse @/first"))
        .contains("holds 0 images, and the manifest says 2: the run is damaged");
  }

  private String refusal(String inputs, String words) {
    MaskwiseRun run =
        MaskwiseRun.evaluate(directory, "refused", inputs, words.replace("@/", directory + "/"));
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: ").hasLineCount(1);
    assertThat(directory.resolve("refused")).doesNotExist();
    return run.err();
  }

  /** The statistics of another version may be others. */
  @Tag("slow")
  @Test
  void runsOfOtherVersions() throws IOException {
    Masks.dataSet(directory, 2);
    run("first", LABELS).succeeds();
    assertThat(run("second", LABELS + " --reuse @/first").succeeds().out())
        .contains("2 images were taken from the run ", " and 0 read.");

    Path manifest = directory.resolve("second/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"maskwise\" : \"[^\"]+", "\"maskwise\" : \"0.0.9"));
    assertThat(run("third", LABELS + " --reuse @/second").succeeds().out())
        .contains("All images were read: the run %s is of Maskwise 0.0.9".formatted(id("second")));
    assertSame("third", "second");
  }

  /** The first night has nothing to take; the second reads what is new. */
  @Tag("slow")
  @Test
  void everyNight() throws IOException {
    Masks.dataSet(directory, 3);
    Path config = directory.resolve("nightly.yaml");
    Files.writeString(
        config,
        """
        store: %1$s/store
        evaluate:
          truth: %1$s/truth
          prediction: {a: %1$s/a}
          classes: 4
          reuse: "@last"
        """
            .formatted(directory));
    MaskwiseRun first = MaskwiseRun.of("nightly", "--config", config.toString()).succeeds();
    assertThat(first.out())
        .contains("All images were read: %s/store@last is no run yet.".formatted(directory));
    Masks.write(mask("truth", 3), Masks.random(97, 4));
    Masks.write(mask("a", 3), Masks.random(98, 4));
    MaskwiseRun second = MaskwiseRun.of("nightly", "--config", config.toString()).succeeds();
    assertThat(second.out()).contains("3 images were taken from the run 20", " and 1 read.");
    MaskwiseRun shown =
        MaskwiseRun.plain("history", "show", "@last", "--store", directory + "/store").succeeds();
    assertThat(shown.out()).containsPattern("Reused +3 of them, from 20");
    assertThat(
            words(
                    "evaluate --truth @/truth --prediction a=@/a --classes 4 --out @/out"
                        + " --reuse @/store@last")
                .succeeds()
                .out())
        .contains("4 images were taken from the run 20", " and 0 read.");
    Files.writeString(config, Files.readString(config).replace("classes: 4", "classes: 5"));
    MaskwiseRun third = MaskwiseRun.of("nightly", "--config", config.toString()).succeeds();
    assertThat(third.out())
        .containsPattern("All images were read: the run 20\\S+ has another definition \\(classes");
  }

  private MaskwiseRun run(String out, String words) {
    return MaskwiseRun.evaluate(directory, out, "truth a b", words.replace("@/", directory + "/"));
  }

  private MaskwiseRun words(String words) {
    return MaskwiseRun.of(words.strip().replace("@/", directory + "/").split(" +", -1));
  }

  private Path mask(String source, int image) {
    return directory.resolve(source + "/x/" + image + ".png");
  }

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 1000));
  }

  /** All that two runs wrote is the same but for their manifests; rows may come in any order. */
  private void assertSame(String out, String other) throws IOException {
    for (String file : List.of("summary.json", "report.html")) {
      assertThat(directory.resolve(out).resolve(file))
          .hasSameBinaryContentAs(directory.resolve(other).resolve(file));
    }
    for (String table : List.of("per_image", "rejected", "curves", "distributions")) {
      String name = table + ".parquet";
      if (Files.exists(directory.resolve(other).resolve(name))) {
        assertThat(rows(out, name)).as(name).isEqualTo(rows(other, name));
      }
    }
    List<JsonNode> inputs = new ArrayList<>();
    for (String run : List.of(out, other)) {
      inputs.add(new ObjectMapper().readTree(manifest(run)).get("inputs"));
    }
    assertThat(inputs.get(0)).isEqualTo(inputs.get(1));
  }

  private List<String> rows(String out, String table) {
    return MaskwiseRun.lines(directory.resolve(out), table, column -> true);
  }

  private String id(String out) throws IOException {
    return new ObjectMapper().readTree(manifest(out)).get("run").asText();
  }

  private String manifest(String out) throws IOException {
    return Files.readString(directory.resolve(out).resolve("manifest.json"));
  }

  private String summary(String out) throws IOException {
    return Files.readString(directory.resolve(out).resolve("summary.json"));
  }
}
