package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people really have and type: the right value, or one sentence. A row each. */
class RealInputsTest {
  @TempDir static Path directory;

  @BeforeAll
  static void makeInputs() throws IOException {
    Masks.dataSet(directory, 2);
    Files.createSymbolicLink(directory.resolve("nowhere"), Path.of("/no/such/place"));
    Files.createFile(directory.resolve("file"));
  }

  /** Words, parted by spaces; {@code _} within a word is one, {@code {}} is the directory. */
  private static MaskwiseRun run(String words) {
    List<String> all = new ArrayList<>();
    for (String word : words.strip().split("\\s+", -1)) {
      all.add(word.replace("{}", directory.toString()).replace("␣", " "));
    }
    return MaskwiseRun.of(all.toArray(String[]::new));
  }

  private static final String BOTH = "evaluate --classes 4 --truth {}/truth --prediction a={}/a ";

  /** What is typed, and what the sentence says. */
  static Stream<List<String>> refusals() {
    return Stream.of(
        List.of(BOTH + "--out {}/nowhere", "/nowhere is a link to /no/such/place, which does not"),
        List.of(BOTH + "--out {}/file/x", "/file/x cannot be written: ", "file"),
        List.of(BOTH + "--out /proc/x", "--out /proc/x cannot be written: No such file or"),
        List.of(BOTH + "--out s3a://bucket/o", "--out s3a://bucket/o cannot be written: the jars"),
        List.of(
            "evaluate --classes 4 --truth s3a://bucket/val --prediction {}/a --out {}/o",
            "s3a://bucket/val cannot be read: the jars of s3a:// are missing (",
            "hadoop-aws and the AWS SDK with --conf spark.jars=",
            "see \"Files\" in docs/clusters.md"),
        List.of(
            "evaluate --classes 4 --truth gs://bucket/val --prediction {}/a --out {}/o",
            "the jars of gs:// are missing (no jar knows it): give those of the file system gs"),
        List.of(
            "evaluate --classes s3a://b/c.txt --truth {}/truth --prediction {}/a --out {}/o",
            "--classes s3a://b/c.txt cannot be read: the jars of s3a:// are missing"),
        List.of(
            "evaluate --classes 4 --truth hdfs://no.such.node:1/v --prediction {}/a --out {}/o",
            "hdfs://no.such.node:1/v cannot be read: the host no.such.node is not known: check"),
        List.of(
            "evaluate --classes 4 --truth hdfs://127.0.0.1:1/v --prediction {}/a --out {}/o"
                + " --conf spark.hadoop.ipc.client.connect.max.retries=0",
            "hdfs://127.0.0.1:1/v cannot be reached (",
            "check the host and the port"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefusedInOneSentence(List<String> row) {
    MaskwiseRun run = run(row.get(0));
    assertThat(run.err()).as(run.out()).startsWith("maskwise: ").hasLineCount(1);
    assertThat(run.err()).contains(row.subList(1, row.size())).doesNotContain("Exception");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(directory.resolve("o")).doesNotExist();
  }

  /** Those of a directory of masks, an output, a file of classes and one of checks alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:30",
        "16:00:00 a",
        "[abc]",
        "{x}",
        "50%",
        "x%20y",
        "-dash",
        "h#1",
        "q?",
        "st*r",
        "a b",
        "back\\slash",
        "quote\"",
        "a'b",
        "semi;colon",
        "amp&",
        "k=v",
        "tab\tname",
        "ü",
        " ",
        "名前"
      })
  void anyNameThatTheDiskAllows(String name) throws IOException {
    Path place = Files.createDirectories(directory.resolve("names/" + name));
    Masks.write(place.resolve("t/" + name + "/" + name + ".png"), Masks.random(1, 4));
    Masks.write(place.resolve("p/" + name + "/" + name + ".png"), Masks.random(2, 4));
    Path classes = Files.writeString(place.resolve(name + ".txt"), "a\nb\nc\nd\n");
    Path checks =
        Files.writeString(
            place.resolve(name + ".yaml"),
            "version: 1\nchecks:\n  - {id: i, metric: mean_iou, averaging: dataset, at-least: 0}\n");
    Path out = place.resolve("out " + name);
    MaskwiseRun.of(
            "evaluate",
            "--truth",
            place.resolve("t").toString(),
            "--prediction",
            "p=" + place.resolve("p"),
            "--classes",
            classes.toString(),
            "--out",
            out.toString())
        .succeeds();
    assertThat(MaskwiseRun.summary(out).at("/images/evaluated").asInt()).isEqualTo(1);
    assertThat(MaskwiseRun.table(out, "per_image.parquet").get(0).<String>getAs("image_id"))
        .isEqualTo(name + "/" + name);
    MaskwiseRun.plain("check", "--run", out.toString(), "--checks", checks.toString()).succeeds();
    MaskwiseRun.plain(
            "report", "--run", out.toString(), "--out", place.resolve(name + ".html").toString())
        .succeeds();
    MaskwiseRun.plain(
            "compare",
            out.toString(),
            out.toString(),
            "--out",
            place.resolve("c:" + name).toString())
        .succeeds();
  }
}
