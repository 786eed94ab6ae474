package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --overwrite} replaces what an evaluation wrote, and nothing else is ever lost. */
class OverwriteTest {
  @TempDir static Path evaluated;
  @TempDir Path directory;

  /** The same evaluation is in the way of most tests. */
  @BeforeAll
  static void evaluateOnce() throws IOException {
    makeDataSet(evaluated);
    evaluate(evaluated, "first").succeeds();
  }

  @BeforeEach
  void makeDataSet() throws IOException {
    makeDataSet(directory);
  }

  private static void makeDataSet(Path directory) throws IOException {
    Masks.dataSet(directory, 2);
    Files.write(directory.resolve("classes.txt"), List.of("road", "car", "tree", "sky"));
  }

  /** Puts the evaluation there. */
  private void copyEvaluation(String name) throws IOException {
    Path first = evaluated.resolve("first");
    try (Stream<Path> files = Files.walk(first)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(name).resolve(first.relativize(file)));
      }
    }
  }

  /** A file, a directory, and what only looks like a file of an evaluation. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "precious.txt",
        ".hidden",
        "src/Main.java",
        "curves.parquet",
        "report.html.bak",
        "per_image.parquet/notes.txt",
        "per_image.parquet/part-00000.parquet",
        "rejected.parquet/.notes.txt.crc",
        "rejected.parquet/old/part-00000-6d1b2a0c-54c8-4b1f-9f29-3a7d7b3c5f10-c000.parquet"
      })
  void whatIsNotOfAnEvaluationIsNamedAndKept(String name) throws IOException {
    copyEvaluation("proj");
    Path precious = directory.resolve("proj").resolve(name);
    Masks.bytes(precious, new byte[] {42});
    String named = name.startsWith("rejected.parquet/old") ? "rejected.parquet/old" : name;
    String entry = named.equals("src/Main.java") ? "src" : named;
    assertKept(
        "proj", "holds something else than an evaluation, " + entry + ": move", "--overwrite");
  }

  @Test
  void manyEntriesAreCounted() throws IOException {
    for (int i = 10; i < 20; i++) {
      Masks.bytes(directory.resolve("proj/" + i + ".txt"), new byte[1]);
    }
    assertKept("proj", "10.txt, 11.txt, 12.txt, 13.txt, 14.txt and 5 more: move", "--overwrite");
  }

  /** The parts of one write are an evaluation's, but not those that somebody appended. */
  @Test
  void rowsThatWereAppendedAreKept() throws IOException {
    copyEvaluation("proj");
    Files.createFile(
        directory.resolve(
            "proj/rejected.parquet/part-00000-6d1b2a0c-54c8-4b1f-9f29-3a7d7b3c5f10-c000.parquet"));
    assertKept("proj", "rejected.parquet (with parts of several writes)", "--overwrite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"foreground_mean\": {\"Dice\": 0.9}, \"mean\": {}, \"metric_per_case\": []}",
        "{\"author\": \"\", \"name\": \"\", \"results\": {\"all\": []}}",
        "{\"maskwise\": \"1\", \"files\": [\"summary.json\", \"case_0.png\"]}",
        "{\"maskwise\": \"1\", \"definition\": {}, \"files\": [\"summary.json\", \"case_0.png\"]}",
        "[\"maskwise\"]",
        "{\"maskwise\": ",
        ""
      })
  void aSummaryOfAnotherProgramIsNoEvaluation(String summary) throws IOException {
    Masks.write(directory.resolve("nnunet/case_0.png"), Masks.random(1, 4));
    Files.writeString(directory.resolve("nnunet/summary.json"), summary);
    assertKept("nnunet", "holds something else than an evaluation, case_0.png", "--overwrite");
  }

  @Test
  void aLinkToATableIsKept() throws IOException {
    copyEvaluation("proj");
    Path table = directory.resolve("proj/per_image.parquet");
    Files.move(table, directory.resolve("elsewhere"));
    Files.createSymbolicLink(table, directory.resolve("elsewhere"));
    assertKept(
        "proj", "holds something else than an evaluation, per_image.parquet:", "--overwrite");
  }

  @Test
  void aFileIsKept() throws IOException {
    Files.writeString(directory.resolve("thesis"), "three years of work");
    assertKept("thesis", "is a file", "--overwrite");
  }

  /** The directories hold the files of an evaluation besides, so that they look replaceable. */
  @ParameterizedTest
  @CsvSource({
    "., holds the input",
    "truth, is the input",
    "a, is the input",
    "b, is the input",
    "truth/../b/./, is the input",
    "link, is the input",
    "link/x, lies inside the input",
    "link/new/one, lies inside the input",
    "truth/x, lies inside the input",
    "truth/new, lies inside the input",
    "b/new/one, lies inside the input",
    "classes.txt, is the input",
  })
  void anOutThatIsOrHoldsOrLiesInsideAnInputIsRefused(String out, String relation)
      throws IOException {
    copyEvaluation("first");
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("b"));
    for (String place : List.of(".", "truth", "b", "truth/x")) {
      Files.copy(
          directory.resolve("first/summary.json"), directory.resolve(place + "/summary.json"));
    }
    assertKept(out, relation + " ", "--overwrite");
    assertKept(out, relation + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "tables, t.parquet, holds the input",
    "tables/t.parquet, t.parquet, is the input",
    "tables/t.parquet, t.parquet#mask, is the input",
    "tables/t.parquet/new, t.parquet#mask, lies inside the input",
    "tables, t.parquet#mask, holds the input",
  })
  void anOutAroundATableIsRefused(String out, String table, String relation) throws IOException {
    copyEvaluation("tables");
    Files.move(
        directory.resolve("tables/per_image.parquet"), directory.resolve("tables/t.parquet"));
    assertKept(
        out, relation + " ", "--overwrite", "--prediction", "t=" + directory + "/tables/" + table);
  }

  /** A table of an evaluation may be an input like any other. */
  @Test
  void anEvaluationThatIsReadIsNotReplaced() throws IOException {
    copyEvaluation("first");
    assertKept(
        "first",
        "holds the input",
        "--overwrite",
        "--prediction",
        "t=" + directory + "/first/per_image.parquet");
  }

  @Test
  void aConfigFileIsKept() throws IOException {
    copyEvaluation("proj");
    Path config = Files.writeString(directory.resolve("proj/nightly.yaml"), "policy: zero\n");
    assertKept(
        "proj",
        "holds something else than an evaluation, nightly.yaml",
        "--overwrite",
        "--config",
        config.toString());
  }

  /**
   * A directory beside an input whose name begins alike is no input, nor is a number of classes.
   */
  @Test
  void namesThatBeginAlikeAreOtherPlaces() throws IOException {
    for (String out : List.of("truth-report", "4")) {
      copyEvaluation(out);
      assertKept(out, "is there already");
    }
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Files.createDirectories(directory.resolve("disk"));
    copyEvaluation("disk/real");
    Files.createSymbolicLink(directory.resolve("out"), directory.resolve("disk/real"));
    evaluate("out", "--overwrite").succeeds();
    assertThat(directory.resolve("out")).isSymbolicLink();
    assertThat(directory.resolve("disk/real/summary.json")).exists();
    try (Stream<Path> siblings = Files.list(directory.resolve("disk"))) {
      assertThat(siblings).containsExactly(directory.resolve("disk/real"));
    }
  }

  /** As {@code hadoop fs -get} leaves an evaluation, or a Spark whose file system writes sums. */
  @Test
  void checksumsBelongToTheirFiles() throws IOException {
    copyEvaluation("out");
    for (String name : List.of(".summary.json.crc", "rejected.parquet/._SUCCESS.crc")) {
      Files.createFile(directory.resolve("out").resolve(name));
    }
    evaluate("out", "--overwrite").succeeds();
    assertThat(directory.resolve("out/.summary.json.crc")).doesNotExist();
  }

  @Test
  void theReportOfADemoIsReplacedAndNothingElse() throws IOException {
    String[] demo = {"demo", "--dir", directory + "/d", "--scenes", "11", "--size", "64x32"};
    MaskwiseRun.of(demo).succeeds();
    Path note = Files.writeString(directory.resolve("d/report/note.txt"), "mine");
    MaskwiseRun run = MaskwiseRun.of(demo);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("d/report holds something else than an evaluation, note.txt");
    assertThat(note).hasContent("mine");
  }

  /** Runs, is refused in one sentence, and leaves every file as it was. */
  private void assertKept(String out, String sentence, String... more) throws IOException {
    Map<String, String> before = files();
    MaskwiseRun run = evaluate(out, more);
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: --out ").contains(sentence).hasLineCount(1);
    assertThat(files()).isEqualTo(before);
  }

  private MaskwiseRun evaluate(String out, String... more) {
    return evaluate(directory, out, more);
  }

  private static MaskwiseRun evaluate(Path directory, String out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    arguments.addAll(List.of("--truth", directory + "/truth"));
    arguments.addAll(List.of("--prediction", "a=" + directory + "/a"));
    arguments.addAll(List.of("--prediction", directory + "/b"));
    String classes = out.equals("4") ? "4" : directory + "/classes.txt";
    arguments.addAll(List.of("--classes", classes, "--out", directory + "/" + out));
    arguments.addAll(Arrays.asList(more));
    return MaskwiseRun.of(arguments.toArray(String[]::new));
  }

  /** Every file and directory, and what is in it. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.toList()) {
        String content =
            Files.isRegularFile(path) ? Arrays.toString(Files.readAllBytes(path)) : "directory";
        files.put(path.toString(), content);
      }
    }
    return files;
  }
}
