package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maskwise.codec.png.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs in processes of their own that lack memory or room, or are interrupted: they end, say in one
 * sentence which setting to raise, and leave nothing beside the output.
 */
@Tag("slow")
class FailedJobTest {
  private static final int IMAGES = 300;
  private static final int SIDE = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Spark asks for 450 MiB, if not told otherwise. */
  private static final String RESERVE = "spark.testing.reservedMemory=16777216";

  @TempDir static Path data;
  @TempDir Path directory;
  private Path results;

  @BeforeAll
  static void makeImages() throws IOException {
    byte[] labels = new byte[SIDE * SIDE];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) i;
    }
    byte[] png = PngWriter.encode(labels, SIDE, SIDE, 1);
    for (int i = 0; i < IMAGES; i++) {
      Masks.bytes(data.resolve("truth/site%d/%d.png".formatted(i, i)), png);
      Masks.bytes(data.resolve("m/site%d/%d.png".formatted(i, i)), png);
    }
  }

  @BeforeEach
  void makeAPlaceForTheResults() throws IOException {
    results = Files.createDirectory(directory.resolve("results"));
  }

  /** Also no {@code .out.incomplete-…}. */
  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(results)) {
      assertThat(left).isEmpty();
    }
  }

  private MaskwiseProcess evaluate(
      List<String> before, List<String> flags, String scheme, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("evaluate", "--classes", "256"));
    all.addAll(List.of("--truth", scheme + data.resolve("truth")));
    all.addAll(List.of("--prediction", "m=" + scheme + data.resolve("m")));
    all.addAll(List.of("--out", results.resolve("out").toString()));
    all.addAll(List.of("--conf", "spark.ui.enabled=false", "--conf", RESERVE));
    all.addAll(List.of(words));
    return MaskwiseProcess.start(directory.resolve("log"), before, flags, Main.class, all);
  }

  private static String[] with(Class<? extends RawLocalFileSystem> files, String... words) {
    String scheme = files.getSimpleName().replace("FileSystem", "").toLowerCase(Locale.ROOT);
    return Stream.concat(
            Stream.of("--conf", "spark.hadoop.fs.%s.impl=%s".formatted(scheme, files.getName())),
            Stream.of(words))
        .toArray(String[]::new);
  }

  /** Whichever thread it is that finds no memory for the totals of the partitions. */
  @Test
  void theDriverLacksMemory() throws Exception {
    try (MaskwiseProcess job =
        evaluate(
            List.of(),
            List.of("-Xmx56m"),
            "",
            "--partitions",
            "64",
            "--slice",
            "(?<site>[^/]+)/",
            "--master",
            "local[2]")) {
      assertThat(job.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("The memory of the driver, ")
          .contains("is exhausted (", "--conf spark.driver.memory=1g", "--master local[1]");
    }
  }

  @Test
  void aTaskInTheProcessOfTheDriverLacksMemory() throws Exception {
    try (MaskwiseProcess job =
        evaluate(
            List.of(),
            List.of("-Xmx200m"),
            "greedy:",
            with(GreedyFileSystem.class, "--master", "local[2]"))) {
      assertThat(job.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("(Java heap space)", "--conf spark.driver.memory=1g");
    }
  }

  @Test
  void anExecutorLacksMemory() throws Exception {
    try (MaskwiseProcess job =
        evaluate(
            List.of(),
            List.of("-Xmx500m", "-Dspark.testing=1", "-Dspark.test.home=" + directory),
            "greedy:",
            with(
                GreedyFileSystem.class,
                "--master",
                "local-cluster[1,1,512]",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executorEnv.SPARK_SCALA_VERSION=2.13"))) {
      assertThat(job.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("512 MiB", "--conf spark.executor.memory=1g");
    }
  }

  /** A small file system in a name space of its own, for which no rights are needed. */
  @Test
  void theDiskThatSparkWorksOnIsFull() throws Exception {
    Path small = Files.createDirectory(directory.resolve("small"));
    List<String> within = onASmallDisk(small, "256k");
    try (MaskwiseProcess job =
        evaluate(
            within,
            List.of("-Xmx500m"),
            "",
            "--master",
            "local[2]",
            "--conf",
            "spark.local.dir=" + small)) {
      assertThat(job.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("No space left on device", "spark.local.dir");
    }
  }

  @Test
  void theDiskOfTheResultsIsFull() throws Exception {
    try (MaskwiseProcess job =
        evaluate(onASmallDisk(results, "64k"), List.of("-Xmx500m"), "", "--master", "local[2]")) {
      assertThat(job.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("No space left on device", "make room where the results go");
    }
  }

  private static List<String> onASmallDisk(Path place, String size) throws Exception {
    String script = "mount -t tmpfs -o size=%s small '%s' && exec \"$@\"".formatted(size, place);
    List<String> within = List.of("unshare", "-Urm", "sh", "-c", script, "sh");
    assumeTrue(runs(within, "true"), "a file system can be mounted in a name space");
    return within;
  }

  @Test
  void sparkFindsNoPlaceToWorkIn() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (MaskwiseProcess job =
        evaluate(List.of(), List.of("-Xmx500m"), "", "--conf", "spark.local.dir=" + file)) {
      assertThat(job.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("Spark has ended the process", "spark.local.dir");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void isInterrupted(String signal, int exitCode) throws Exception {
    Path mark = directory.resolve("mark");
    // What was started in the background ignores Ctrl-C, and so would what it starts.
    List<String> heeding = List.of("env", "--default-signal=INT");
    assumeTrue(runs(heeding, "true"), "env can set what signals do");
    try (MaskwiseProcess job =
        evaluate(
            heeding,
            List.of("-Xmx500m"),
            "stuck:",
            with(
                StuckFileSystem.class,
                "--master",
                "local[2]",
                "--conf",
                "spark.hadoop.%s=site7/7.png".formatted(StuckFileSystem.IMAGE),
                "--conf",
                "spark.hadoop.%s=%s".formatted(StuckFileSystem.MARK, mark)))) {
      await(() -> Files.exists(mark) || !job.process().isAlive());
      try (Stream<Path> files = Files.list(results)) {
        assertThat(files).as(job.output()).singleElement().asString().contains(".out.incomplete-");
      }
      assertThat(runs(List.of(), "kill", "-" + signal, "" + job.process().pid())).isTrue();
      assertThat(job.endsWith(exitCode).sentences())
          .containsExactly(
              "maskwise: Ended by SIG%s; what is half-written is deleted.".formatted(signal));
      assertThat(job.output()).doesNotContain("Exception", "ERROR");
    }
  }

  private static boolean runs(List<String> before, String... words) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(words));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("what was waited for has come").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
