package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two executor processes, one of which is destroyed on the way: the numbers and the tables are
 * those of an undisturbed run.
 */
@Tag("slow")
class ExecutorLossTest {
  private static final String TWO_EXECUTORS = "local-cluster[2,1,1024]";
  private static final int SCENES = 21;
  private static final int TASKS = 7;
  private static final int PASS = 0;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static Path mark;
  private static String undisturbed;
  private static List<String> undisturbedRows;
  private final StageProgress progress = new StageProgress(TASKS);

  @BeforeAll
  static void evaluateUndisturbed() throws IOException {
    System.setProperty("spark.testing", "1");
    System.setProperty("spark.test.home", directory.toString());
    mark = directory.resolve("mark");
    DemoDataSet.write(directory.resolve("data"), SCENES, 96, 48);
    Path out = evaluate("file:", "undisturbed");
    undisturbed = metrics(out);
    undisturbedRows = rows(out);
    assertThat(undisturbed).contains("\"mean_iou\"", "condition=day");
    assertThat(undisturbedRows).hasSize(SCENES * 2 * DemoDataSet.CLASSES.size());
  }

  @AfterAll
  static void leaveTheCluster() {
    spark().stop();
    System.clearProperty("spark.testing");
    System.clearProperty("spark.test.home");
  }

  @BeforeEach
  void watch() {
    spark().addSparkListener(progress);
  }

  @AfterEach
  void stopWatching() {
    spark().removeSparkListener(progress);
  }

  /** While an image is open and other tasks of the pass are done. */
  @Test
  void lossInTheMiddleOfAnImage() throws Exception {
    CompletableFuture<Void> loss =
        CompletableFuture.runAsync(
            () -> {
              await(() -> progress.ended(PASS) >= TASKS / 2);
              await(() -> read(mark).endsWith("\n"));
              destroyExecutor(Long.parseLong(read(mark).strip()));
            });
    Path out = evaluate("stuck:", "image");
    loss.get();
    assertThat(metrics(out)).isEqualTo(undisturbed);
    assertThat(rows(out)).isEqualTo(undisturbedRows);
  }

  /** The counts that the executor kept for the merge are gone, and made again. */
  @Test
  void lossAtTheEndOfThePass() throws IOException {
    destroyAnExecutor(PASS, TASKS);
  }

  /** The statistics of its images are gone, and a part of a file that it was writing. */
  @Test
  void lossWhileTablesAreWritten() throws IOException {
    destroyAnExecutor(PASS + 1, 1);
  }

  private void destroyAnExecutor(int stage, int task) throws IOException {
    long executor = anExecutor();
    progress.at(stage, task, () -> destroyExecutor(executor));
    Path out = evaluate("file:", "stage-" + stage);
    await(() -> progress.removedExecutors() > 0);
    assertThat(metrics(out)).isEqualTo(undisturbed);
    assertThat(rows(out)).isEqualTo(undisturbedRows);
  }

  /** The process id of an executor, when both of them work. */
  private static long anExecutor() {
    Set<Long> pids = new TreeSet<>();
    List<Integer> tasks = IntStream.range(0, 8).boxed().toList();
    await(
        () -> {
          pids.clear();
          pids.addAll(
              JavaSparkContext.fromSparkContext(spark())
                  .parallelize(tasks, tasks.size())
                  .map(task -> ProcessHandle.current().pid())
                  .collect());
          return pids.size() == 2;
        });
    return pids.iterator().next();
  }

  /** Destroys a process that this one has started, and no other. */
  private static void destroyExecutor(long pid) {
    ProcessHandle executor =
        ProcessHandle.current()
            .children()
            .filter(child -> child.pid() == pid)
            .findAny()
            .orElseThrow();
    assertThat(executor.destroyForcibly()).isTrue();
    executor.onExit().join();
  }

  private static Path evaluate(String scheme, String name) {
    String data = scheme + directory.resolve("data");
    Path out = directory.resolve("out-" + name);
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--truth", data + "/truth"));
    DemoDataSet.MODELS.forEach(
        model -> arguments.addAll(List.of("--prediction", model + "=" + data + "/" + model)));
    arguments.addAll(List.of("--classes", directory.resolve("data/classes.txt").toString()));
    arguments.addAll(List.of("--ignore", "255", "--slice", "(?<condition>[a-z]+)/"));
    arguments.addAll(List.of("--out", out.toString(), "--partitions", "" + TASKS));
    for (String setting :
        List.of(
            "spark.executorEnv.SPARK_SCALA_VERSION=2.13",
            "spark.hadoop.fs.stuck.impl=" + StuckFileSystem.class.getName(),
            "spark.hadoop." + StuckFileSystem.IMAGE + "=sharp/day/scene-0000.png",
            "spark.hadoop." + StuckFileSystem.MARK + "=" + mark)) {
      arguments.addAll(List.of("--conf", setting));
    }
    MaskwiseRun.on(TWO_EXECUTORS, arguments.toArray(String[]::new)).succeeds();
    return out;
  }

  private static SparkContext spark() {
    return SparkContext.getOrCreate();
  }

  private static String metrics(Path out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(out.resolve("summary.json")));
  }

  /** The per-image table as lines; the listings have the paths, which begin with a scheme. */
  private static List<String> rows(Path out) {
    return MaskwiseRun.lines(out, "per_image.parquet", column -> !column.endsWith("_listing"));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("what was waited for has come").isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
