package dev.maskwise.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names beyond ASCII, and names that are no UTF-8, in processes of their own, whose locale is what
 * cron, a daemon or a terminal gives them.
 */
@Tag("slow")
class LocaleTest {
  @TempDir Path directory;
  private String log = "";

  /** Two images of plain names, and in Latin-1 and in UTF-8 a name with an umlaut. */
  @BeforeEach
  void makeDataSet() throws Exception {
    Masks.dataSet(directory, 2);
    bash("for side in truth a; do cp $side/x/0.png $side/x/$'\\xfc'.png; done");
    bash("for side in truth a; do cp $side/x/0.png $side/$'\\xc3\\xbc'.png; done");
    bash("for side in truth a; do cp -r $side $side-$'\\xc3\\xbc'; done");
  }

  private void bash(String script) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Runs in a locale; the words are in UTF-8, whatever it is. */
  private int run(String locale, String words) throws Exception {
    List<String> java = new ArrayList<>();
    java.add(System.getProperty("java.home") + "/bin/java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-") || flag.startsWith("-Xmx"))
        .forEach(java::add);
    java.addAll(List.of("-cp", MaskwiseProcess.classPath(), Main.class.getName()));
    Path script = directory.resolve("run.sh");
    Files.writeString(script, "exec '" + String.join("' '", java) + "' " + words + "\n");
    Path output = directory.resolve("log");
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    if (!locale.isEmpty()) {
      builder.environment().put("LC_ALL", locale);
    }
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it has ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    log = Files.readString(output);
    return process.exitValue();
  }

  private int evaluate(String locale, String words) throws Exception {
    return run(
        locale,
        "evaluate --master 'local[2]' --conf spark.ui.enabled=false --classes 4 --out out "
            + words);
  }

  private List<String> rejected() {
    return MaskwiseRun.table(directory.resolve("out"), "rejected.parquet").stream()
        .map(row -> row.getAs("image_id") + ": " + row.getAs("path") + " " + row.getAs("reason"))
        .sorted()
        .toList();
  }

  private List<String> images() {
    return MaskwiseRun.table(directory.resolve("out"), "per_image.parquet").stream()
        .map(row -> row.<String>getAs("image_id"))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void inUtf8OnlyOtherBytesAreRejected() throws Exception {
    assertThat(evaluate("C.UTF-8", "--truth truth --prediction a --on-reject skip"))
        .as(log)
        .isZero();
    String reason = " is a name that is not UTF-8: rename it";
    assertThat(rejected())
        .containsExactly("x/\\xFC: " + place("a") + reason, "x/\\xFC: " + place("truth") + reason);
    assertThat(images()).containsExactly("x/0", "x/1", "ü");
  }

  private String place(String side) throws IOException {
    return "file:" + directory.toRealPath() + "/" + side + "/x/\\xFC.png";
  }

  /** Without any setting, as under cron, and with the one that means the same. */
  @Test
  void inAsciiEveryOtherNameIsRejected() throws Exception {
    assertThat(evaluate("", "--truth truth --prediction a")).as(log).isEqualTo(1);
    assertThat(log)
        .contains("2 images were rejected", "x/\\xFC: ", "ü: ", "set LC_ALL=C.UTF-8 where it is");
    assertThat(evaluate("C", "--truth truth --prediction a --on-reject skip")).as(log).isZero();
    assertThat(rejected()).hasSize(4).allMatch(row -> row.contains(" is a name beyond US-ASCII, "));
    assertThat(images()).containsExactly("x/0", "x/1");
  }

  @Test
  void inAsciiEveryOtherWordIsRefused() throws Exception {
    Files.writeString(directory.resolve("c.yaml"), "truth: truth-ü\nprediction: a\n");
    for (String words :
        List.of(
            "--truth truth-ü --prediction a",
            "--truth truth --prediction a --out ü",
            "--config c.yaml")) {
      assertThat(evaluate("C", words)).as(log).isEqualTo(1);
      assertThat(log).contains("maskwise: '", " is a name beyond US-ASCII, the encoding of this");
    }
    assertThat(evaluate("C.UTF-8", "--truth truth-ü --prediction a-ü --on-reject skip"))
        .as(log)
        .isZero();
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "truth", "a", "b", "truth-ü", "a-ü", "c.yaml", "run.sh", "log", "out");
    }
  }
}
