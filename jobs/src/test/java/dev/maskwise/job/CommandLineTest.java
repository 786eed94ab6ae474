package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets for words that are right, wrong or half right. */
class CommandLineTest {
  private static final String NO_MASK =
      "empty holds no file that ends in .png, .tif, .tiff, .npy, .npz, .bmp or .gif";
  @TempDir Path directory;
  private Path out;

  @BeforeEach
  void makeDataSet() throws IOException {
    Masks.dataSet(directory, 3);
    out = directory.resolve("some/where/out");
  }

  /** Whether a command was built alone or with all others. */
  @Test
  void everyCommandHelps() {
    Main.commands()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(MaskwiseRun.plain(name, "--help").succeeds().out())
                    .isEqualTo(command.getUsageMessage())
                    .contains("--stacktrace"));
  }

  @Test
  void helpAndVersionNeedNoSpark() {
    assertThat(MaskwiseRun.plain("--help").succeeds().out()).contains("evaluate", "demo");
    assertThat(MaskwiseRun.plain("evaluate", "--help").succeeds().out()).contains("--on-reject");
    assertThat(MaskwiseRun.plain("--version").succeeds().out()).startsWith("maskwise 0.");
    assertThat(MaskwiseRun.plain().exitCode()).isEqualTo(1);
  }

  @Test
  void wrongWordsAreOneSentence() {
    assertRefused(
        MaskwiseRun.of(
            "evaluate",
            "--truth",
            directory + "/truth",
            "--prediction",
            directory + "/a",
            "--classes",
            "4",
            "--out",
            "file:rel"),
        "--out file:rel would be a directory of this name, since a path behind file: begins with /: write rel, or ./file:rel.");
    assertRefused(MaskwiseRun.plain("evaluate"), "Missing required option");
    assertRefused(MaskwiseRun.plain("valuate"), "valuate");
    assertRefused(run("--frobnicate"), "Unknown option: '--frobnicate'");
    assertRefused(run("--policy", "perhaps"), "--policy");
    assertRefused(run("--ignore", "x"), "--ignore");
    assertRefused(run("--ignore", "70000"), "--ignore 70000 is out of range");
    assertRefused(run("--background", "4"), "--background 4 is out of range", "from 0 to 3");
    assertRefused(run("--partitions", "0"), "--partitions 0 is out of range");
    assertRefused(run("--slice", "(?<a>["), "is not a regular expression");
    assertRefused(run("--prediction", directory.resolve("a").toString()), "Two models");
  }

  @Test
  void slicesOfOneNameAreRefused() {
    String site = "(?<site>[^/]+)/";
    assertRefused(run("--slice", site, "--slice", "(?<n>.)-(?<site>.)$"), "names 'site' twice: ");
    assertRefused(run("--slice", site, "--slice", site), "--slice names 'site' twice: give");
    assertRefused(run("--slice", "site", "--slice", site), "names 'site' twice: ");
    assertRefused(run("--slice", "site", "--slice", "site"), "names 'site' twice: ");
    run("--slice", site, "--slice", "(?<n>.)$").succeeds();
  }

  /** Each piece takes several tasks, whether an image is in it or not. */
  @Tag("slow")
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anyNumberOfPartitionsEnds() {
    run("--partitions", "100000").succeeds();
  }

  @Test
  void wrongPlacesAreOneSentence() throws IOException {
    assertRefused(evaluate("nowhere", "a", "4"), "nowhere does not exist");
    Files.createDirectories(directory.resolve("empty"));
    assertRefused(evaluate("truth", "empty", "4"), NO_MASK + ": check the path");
    Files.write(directory.resolve("empty/a.mask"), Masks.png(Masks.random(0, 4)));
    assertRefused(
        evaluate("truth", "empty", "4"), NO_MASK + ", only others, such as a.mask: check the path");
    Files.writeString(directory.resolve("empty/a.mask"), "{\"annotations\": []}");
    assertRefused(
        evaluate("truth", "empty", "4"),
        NO_MASK + ", only others, such as a.mask, which is COCO JSON, whose polygons and runs are");
    assertRefused(
        evaluate("truth", "empty/a.mask", "4"),
        "a.mask is a file, but a directory or a Parquet table is asked for; it is COCO JSON, whose");
    assertRefused(
        evaluate("truth", "a", directory.resolve("no.txt").toString()), "neither a number");
    assertRefused(evaluate("truth", "a", "0"), "there can be 1 to 4096");
    assertRefused(evaluate("truth", "a", "9999"), "there can be 1 to 4096");
    assertRefused(evaluate("truth", "a", "70000"), "--classes 70000 gives 70000 classes: ");
    assertRefused(evaluate("truth", "a", "99999999999"), "gives 99999999999 classes: there can");
    Path many = Files.write(directory.resolve("many.txt"), new byte[(1 << 22) + 1]);
    assertRefused(evaluate("truth", "a", many.toString()), "is longer than 4,194,304 bytes");
    Path twice = Files.write(directory.resolve("twice.txt"), List.of("car", "tree", "car", "sky"));
    assertRefused(evaluate("truth", "a", twice.toString()), "names 'car' twice");
    Path blank = Files.write(directory.resolve("blank.txt"), List.of("car", "", "tree", "sky"));
    assertRefused(evaluate("truth", "a", blank.toString()), ", line 2: it is blank");
  }

  @Test
  void noPermissionIsOneSentence() throws IOException {
    Masks.dataSet(directory.resolve("secret"), 3);
    assertRefused(
        evaluateForbidden("listing"), "listing may not be read: ask for read permission on it");
    assertRefused(
        evaluateForbidden("truth"),
        "x/1: ",
        "truth/x/1.png may not be read: ask for read permission on it",
        "truth/x/2.png may not be read: ask for read permission on it (");
  }

  /** A session of its own, because a file system is known to Spark from the start. */
  private MaskwiseRun evaluateForbidden(String truth) throws IOException {
    return MaskwiseRun.on(
        "local[3]",
        "evaluate",
        "--truth",
        ForbiddenFileSystem.uri(directory.resolve("secret/" + truth)),
        "--prediction",
        directory.resolve("a").toString(),
        "--classes",
        "4",
        "--out",
        out.toString(),
        "--conf",
        "spark.hadoop.fs.forbidden.impl=" + ForbiddenFileSystem.class.getName());
  }

  @Test
  void anOutputIsReplacedOnlyWhenAsked() throws IOException {
    run().succeeds();
    String first = Files.readString(out.resolve("summary.json"));
    assertRefused(run(), "is there already", "--overwrite");
    Files.delete(out.resolve("report.html"));
    run("--overwrite").succeeds();
    assertThat(out.resolve("report.html")).exists();
    assertThat(Files.readString(out.resolve("summary.json"))).isEqualTo(first);
    try (Stream<Path> siblings = Files.list(out.getParent())) {
      assertThat(siblings).containsExactly(out);
    }
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.map(f -> f.getFileName().toString())).noneMatch(n -> n.endsWith(".crc"));
    }
  }

  @Test
  void aDirectoryOfSomethingElseIsNeverReplaced() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("thesis.tex"), "three years of work");
    assertRefused(run("--overwrite"), "holds something else than an evaluation");
    assertThat(out.resolve("thesis.tex")).hasContent("three years of work");
  }

  @Test
  void optionsFromAFileLoseAgainstTheCommandLine() throws IOException {
    Path config = directory.resolve("nightly.yaml");
    Files.writeString(
        config,
        """
        truth: %1$s/truth
        prediction:
          a: %1$s/a
          b: %1$s/b
        classes: 4
        policy: zero
        overwrite: true
        out: %2$s
        """
            .formatted(directory, out));
    MaskwiseRun.of("evaluate", "--config", config.toString()).succeeds();
    assertThat(MaskwiseRun.summary(out).at("/definition/policy/empty_mask").asText())
        .isEqualTo("zero");
    MaskwiseRun.of("evaluate", "--config=" + config, "--policy", "one").succeeds();
    assertThat(MaskwiseRun.summary(out).at("/definition/policy/empty_mask").asText())
        .isEqualTo("one");
    assertThat(MaskwiseRun.summary(out).get("confusion").size()).isEqualTo(2);
  }

  @Test
  void badConfigFilesAreOneSentence() throws IOException {
    assertRefused(
        MaskwiseRun.plain("evaluate", "--config", "no.yaml"), "no.yaml does not exist: check");
    Path list = Files.writeString(directory.resolve("list.yaml"), "- a\n- b\n");
    assertRefused(MaskwiseRun.plain("evaluate", "--config", list.toString()), "holds no options");
    Path code = Files.writeString(directory.resolve("code.yaml"), "out: !!java.io.File [x]\n");
    assertRefused(MaskwiseRun.plain("evaluate", "--config", code.toString()), "is not YAML");
    Path unknown = Files.writeString(directory.resolve("unknown.yaml"), "treshold: 3\n");
    assertRefused(
        run("--config", unknown.toString()),
        "'treshold' is no option of evaluate: write 'threshold'");
  }

  @Test
  void masksOfSeveralFormatsLieTogetherUnlessAnImageHasTwo() throws IOException {
    for (int i = 0; i < 3; i++) {
      Files.move(
          directory.resolve("a/x/" + i + ".png"),
          directory.resolve("a/x/" + i + List.of(".tif", ".NPY", ".png").get(i)));
    }
    Files.writeString(directory.resolve("a/x/0.jpg"), "the photograph");
    MaskwiseRun run = evaluate("truth", "a", "4").succeeds();
    assertThat(run.out()).contains("a: 1 file that does not end in .png, .tif,", "3 images");
    out = directory.resolve("other");
    Masks.write(directory.resolve("a/x/0.gif"), Masks.random(0, 4));
    assertRefused(
        evaluate("truth", "a", "4"),
        "a holds both x/0.gif and x/0.tif: say which files are meant by --truth-suffix or"
            + " --prediction-suffix, such as .gif.");
  }

  @Test
  void suffixesPairFilesAndOthersAreLeftAside() throws IOException {
    for (int i = 0; i < 2; i++) {
      Masks.write(directory.resolve("t/city_" + i + "_gt.png"), Masks.random(i, 4));
      Masks.write(directory.resolve("p/city_" + i + ".png"), Masks.random(i + 9, 4));
    }
    Masks.write(directory.resolve("t/city_0_color.png"), Masks.random(0, 4));
    MaskwiseRun run = evaluate("t", "p", "4", "--truth-suffix", "_gt.png").succeeds();
    assertThat(run.out())
        .contains("1 file that does not end in _gt.png was left aside", "2 images");
  }

  @Test
  void namesMayHoldAnyCharacter() throws IOException {
    List<String> names = List.of("a b", "50%20", "ü#1", "q?&+=[x]", "deep er/é/1,2");
    for (int i = 0; i < names.size(); i++) {
      Masks.write(directory.resolve("odd t/" + names.get(i) + ".png"), Masks.random(i, 4));
      Masks.write(directory.resolve("odd p/" + names.get(i) + ".png"), Masks.random(i, 4));
    }
    evaluate("odd t", "odd p", "4").succeeds();
    assertThat(MaskwiseRun.table(out, "per_image.parquet"))
        .extracting(row -> row.<String>getAs("image_id"))
        .contains(names.toArray(String[]::new))
        .hasSize(names.size() * 4);
  }

  @Test
  void backgroundIsLeftOutOfTheMeansOnly() throws IOException {
    run("--background", "0").succeeds();
    double all = 0;
    for (int c = 1; c < 4; c++) {
      all += MaskwiseRun.metric(MaskwiseRun.summary(out), "a", "iou", "dataset", "" + c);
    }
    assertThat(MaskwiseRun.metric(MaskwiseRun.summary(out), "a", "mean_iou", "dataset", "null"))
        .isCloseTo(all / 3, org.assertj.core.api.Assertions.within(1e-15));
    assertThat(MaskwiseRun.metric(MaskwiseRun.summary(out), "a", "iou", "dataset", "0"))
        .isPositive();
  }

  private MaskwiseRun run(String... more) {
    return evaluate("truth", "a", "4", more);
  }

  private MaskwiseRun evaluate(String truth, String prediction, String classes, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    String truthLocation = truth.contains(":") ? truth : directory.resolve(truth).toString();
    arguments.addAll(List.of("--truth", truthLocation));
    arguments.addAll(List.of("--prediction", directory.resolve(prediction).toString()));
    arguments.addAll(List.of("--classes", classes, "--out", out.toString()));
    arguments.addAll(Arrays.asList(more));
    return MaskwiseRun.of(arguments.toArray(String[]::new));
  }

  private void assertRefused(MaskwiseRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: ").contains(parts);
    assertThat(run.err()).doesNotContain("Exception", "\tat ");
  }
}
