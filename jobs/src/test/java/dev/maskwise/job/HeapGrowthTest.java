package dev.maskwise.job;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.pass.ImagePasses;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.reader.source.MaskSources;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The heap does not grow with the number of images, but for the names in directories, nor with that
 * of slices.
 */
@Tag("slow")
class HeapGrowthTest {
  /** About half of it is Spark's own; with 400 bytes more an image, 200,000 would not fit. */
  private static final String HEAP = "-Xmx160m";

  /** A tenth of what the numbers of all slices would take at once. */
  private static final String HEAP_OF_SLICES = "-Xmx256m";

  /** Spark keeps 300 MiB aside, if not told otherwise, and refuses a heap like ours. */
  private static final String RESERVE = "spark.testing.reservedMemory=67108864";

  private static final int DISTINCT_MASKS = 16;

  @TempDir static Path directory;

  @ParameterizedTest
  @ValueSource(ints = {2_000, 200_000})
  void tablesOfAnySizeFitTheSameHeap(int images) throws Exception {
    String table = directory.resolve(images + ".parquet").toString();
    MaskwiseRun.spark()
        .range(images)
        .select(
            concat(lit("site/"), col("id")).as("image_id"),
            mask(0).as("truth"),
            mask(1).as("prediction"))
        .write()
        .parquet(table);
    Path out = directory.resolve("out-" + images);
    evaluateInAProcessOfItsOwn(HEAP, table, out, "--classes 4");
    assertThat(MaskwiseRun.summary(out).get("images").get("evaluated").asInt()).isEqualTo(images);
  }

  @Test
  void thousandsOfSlicesFitASmallHeap() throws Exception {
    int slices = 2_000;
    String table = directory.resolve("slices.parquet").toString();
    MaskwiseRun.spark()
        .range(2L * slices)
        .select(
            concat(lit("site/"), col("id")).as("image_id"),
            col("id").mod(slices).cast("string").as("site"),
            mask(0).as("truth"),
            mask(1).as("prediction"),
            mask(2).as("other"))
        .write()
        .parquet(table);
    Path out = directory.resolve("out-slices");
    evaluateInAProcessOfItsOwn(
        HEAP_OF_SLICES,
        table,
        out,
        "--prediction o=%s#other --classes 19 --slice site".formatted(table));
    assertThat(MaskwiseRun.summary(out).get("slices").get("all").asInt()).isEqualTo(slices);
    assertThat(Files.size(out.resolve("summary.json"))).isLessThan(5_000_000);
    assertThat(Files.size(out.resolve("report.html"))).isLessThan(100_000);
    int numbersOfModel = 16 + 2 * 5 * 19;
    assertThat(MaskwiseRun.spark().read().parquet(out.resolve("slices.parquet").toString()).count())
        .isEqualTo(2L * slices * numbersOfModel);
  }

  /** One of a few masks, by the row's id. */
  private static Column mask(int shift) {
    Column[] masks =
        IntStream.range(0, DISTINCT_MASKS)
            .mapToObj(i -> lit(Masks.png(Masks.random(i, 4))))
            .toArray(Column[]::new);
    return element_at(array(masks), col("id").plus(shift).mod(DISTINCT_MASKS).plus(1).cast("int"));
  }

  private static void evaluateInAProcessOfItsOwn(
      String heap, String table, Path out, String options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "evaluate", "--truth", table + "#truth"));
    command.addAll(List.of("--prediction", "m=" + table + "#prediction"));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("--out", out.toString(), "--master", "local[2]"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false", "--conf", RESERVE));
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it has ended").isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the driver holds for directories when the pass is about to start. */
  @Test
  void theListOfNamesIsSmall() {
    heapOfThePlan(1);
    int few = 2_000;
    int many = 50_000;
    int inputs = 2;
    long growth = heapOfThePlan(many) - heapOfThePlan(few);
    assertThat((double) growth / inputs / (many - few))
        .as("bytes an image and input")
        .isBetween(20.0, 256.0);
  }

  private static long heapOfThePlan(int images) {
    String names = NamesFileSystem.directory(images);
    EvaluateOptions options = new EvaluateOptions();
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs("--truth", names, "--prediction", "m=" + names, "--classes", "4", "--out", "o");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.names.impl", NamesFileSystem.class.getName());
    SparkSession session = MaskwiseRun.spark();
    RunningSpark spark = new RunningSpark(session.sparkContext(), Map.of(), () -> session);
    long before = liveHeap();
    EvaluatePlan plan = options.plan(new MaskSources(hadoop, MaskwiseRun::spark), Map::of);
    ImagePasses passes = new ImagePasses(spark, plan);
    JavaRDD<?> pass = passes.results();
    try {
      assertThat(pass.getNumPartitions()).isPositive();
      return liveHeap() - before;
    } finally {
      Reference.reachabilityFence(plan);
      Reference.reachabilityFence(pass);
    }
  }

  private static long liveHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
