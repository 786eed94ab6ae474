package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    for (String image : List.of("x/0.png", "x/1.png")) {
      Path copy = directory.resolve("lr=0.1=a").resolve(image);
      Files.createDirectories(copy.getParent());
      Files.copy(directory.resolve("a").resolve(image), copy);
    }
  }

  /** Words, parted by spaces; {@code {}} is the directory. */
  private static MaskwiseRun run(String words) {
    List<String> all = new ArrayList<>();
    for (String word : words.strip().split("\\s+", -1)) {
      all.add(word.replace("{}", directory.toString()));
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
            "evaluate --classes 4 --truth {}/truth --prediction {}/? --out {}/o",
            "--prediction {}/? matches 2 places, such as file:{}/a, file:{}/b: name one of them"),
        List.of(
            "evaluate --classes 4 --truth {}/truth --prediction m={}/z* --out {}/o",
            "/z* does not exist: check the path."),
        List.of(BOTH + "--out {}/o --slice (?<a>.)(?P<a>.)", "two groups are called a."),
        List.of(
            BOTH + "--out {}/o --slice (?<a_b>.) --slice (?P<a_b>x)", "--slice names 'a_b' twice"),
        List.of(BOTH + "--out {}/o --cluster-by (?<a_b>", "is no regular expression"),
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
    for (String part : row.subList(1, row.size())) {
      assertThat(run.err()).contains(part.replace("{}", directory.toString()));
    }
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(directory.resolve("o")).doesNotExist();
  }

  /** Inputs and slices that people name, and the models and slices that come of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}/truth; {}/a; ; a",
        "{}/truth; lr=0.1={}/a; ; lr=0.1",
        "{}/truth; {}/lr=0.1=a; ; lr=0.1=a",
        "{}/truth; a=b={}/lr=0.1=a; ; a=b",
        "{}/truth; up/date={}/a; ; up/date",
        "{}/tr*; {}/lr*; ; lr=0.1=a",
        "{}/truth; m={}/lr*; ; m",
        "{}/truth; {}/a; (?P<site>[^/]+)/; a site=x",
        "{}/truth; {}/a; (?<day_time>[0-9])$; a day_time=0 day_time=1",
      })
  void whatIsNamedIsFound(String truth, String prediction, @Nullable String slice, String names)
      throws IOException {
    String words = "evaluate --classes 4 --out {}/named --overwrite --no-intervals";
    run(words
            + " --truth %s --prediction %s".formatted(truth, prediction)
            + (slice == null ? "" : " --slice " + slice))
        .succeeds();
    Set<String> found = new TreeSet<>();
    for (JsonNode number : MaskwiseRun.summary(directory.resolve("named")).get("metrics")) {
      found.add(number.get("model").asText());
      found.add(number.get("slice").asText());
    }
    found.remove("null");
    assertThat(found).containsExactly(names.split(" ", -1));
  }

  /** Lines of a YAML file besides the inputs, and what the sentence says of them. */
  static Stream<List<String>> refusedSettings() {
    return Stream.of(
        List.of("ignore: 255\nignore: 254", ", line 6: 'ignore' stands here twice: leave one out."),
        List.of("ignore:", "'ignore' has no value: write one, or remove the key."),
        List.of("partitions: [1, 2]", "'partitions' takes one N, and not a list: write that."),
        List.of("partitions: {a: 2}", "'partitions' takes one N, and not a mapping: write that."),
        List.of("partitions: x", "--partitions", "'x' is not an int"),
        List.of("partitions: 0xff", "--partitions", "'0xff' is not an int"),
        List.of("ignroe: 255", "'ignroe' is no option of evaluate: write 'ignore'."),
        List.of("on_reject: skip", "'on_reject' is no option of evaluate: write 'on-reject'."),
        List.of("onReject: skip", "'onReject' is no option of evaluate: write 'on-reject'."),
        List.of("overwrite: 'yes'", "'overwrite' is a switch: write true or false, without"),
        List.of("overwrite: yes", "'overwrite' is a switch: write true or false, without"),
        List.of("on-reject: true", "'on-reject' is no switch, but takes fail|skip: write that"),
        List.of("partitions: 2026-11-30", "--partitions", "'2026-11-30' is not an int"),
        List.of("slice: {a: b}", "'slice' takes values that are each COLUMN|REGEX, and not a map"),
        List.of("slice: [a, ]\ncluster-by: []", "'cluster-by' takes one REGEX, and not a list"),
        List.of("conf: {spark.x: {y: z}}", "'conf' has no text for 'spark.x': write 'spark.x: V"),
        List.of("conf: {spark.x: }", "'conf' has no text for 'spark.x': write 'spark.x: VALUE'."),
        List.of("partitions: !!int 010", "'partitions' takes one N, and not 8: write that."),
        List.of(
            "conf: {spark.driver.memory: 77g}",
            "spark.driver.memory=77g comes too late, because Java runs already with a heap of ",
            "give it on the command line of ./maskwise, or to spark-submit before the jar"),
        List.of("conf: {spark.driver.extraClassPath: x}", "extraClassPath=x comes too late, bec"),
        List.of("conf: {spark.jars: a.jar}", "spark.jars=a.jar comes too late, because Java"));
  }

  @ParameterizedTest
  @MethodSource("refusedSettings")
  void aSettingIsRefusedInOneSentence(List<String> row) throws IOException {
    MaskwiseRun run = configured(row.get(0));
    assertThat(run.err()).as(run.out()).startsWith("maskwise: ");
    assertThat(run.err()).contains(row.subList(1, row.size())).doesNotContain("Exception");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private static MaskwiseRun configured(String lines) throws IOException {
    String inputs = "truth: %1$s/truth\nprediction: %1$s/a\nout: %1$s/configured\n";
    Path file = directory.resolve("c.yaml");
    String classes = lines.contains("classes: ") ? "" : "classes: 4\n";
    Files.writeString(file, inputs.formatted(directory) + classes + lines + "\n");
    return MaskwiseRun.of("evaluate", "--config", file.toString());
  }

  /** YAML would have 0255 and 010 in octal, and quietly. */
  @Test
  void numbersOfAFileAreTheDigitsThatStandThere() throws IOException {
    configured("ignore: 0255\nclasses: 010\noverwrite: true").succeeds();
    JsonNode definition = MaskwiseRun.summary(directory.resolve("configured")).get("definition");
    assertThat(definition.get("ignore").asInt()).isEqualTo(255);
    assertThat(definition.get("classes")).hasSize(10);
  }

  /** Those of a directory of masks, an output, a file of classes and one of checks alike. */
  @Tag("slow")
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
