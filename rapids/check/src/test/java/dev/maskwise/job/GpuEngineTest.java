package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.nvidia.spark.rapids.ExplainPlan;
import dev.maskwise.job.plan.Inputs;
import dev.maskwise.job.query.LabelQuery;
import dev.maskwise.reader.Content;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.SourceNumbers;
import dev.maskwise.reader.source.MaskSources;
import dev.maskwise.reader.source.TableSource.Columns;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The query of {@code evaluate}, with the settings of the job, asked of the plugin, which answers
 * without a GPU.
 */
class GpuEngineTest {
  private static final int IMAGES = 9;

  @TempDir static Path directory;

  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .getOrCreate();

  @BeforeAll
  static void makeTables() {
    for (String table : List.of("truth", "a", "b")) {
      String mask =
          "unhex(repeat(format_string('%02X%02X', (id * 7 + LENGTH('TABLE')) % 5, id % 5), 6))";
      SPARK
          .range(IMAGES)
          .selectExpr(
              "id AS image_id",
              "IF(id % 2 = 0, 'north', NULL) AS site",
              "3 AS height",
              "4 AS width",
              mask.replace("TABLE", table) + " AS mask")
          .write()
          .parquet(directory.resolve(table + ".parquet").toString());
    }
  }

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  /** A query as the job makes it, with the settings of the job. */
  private static LabelQuery query(String gpu, int classes) {
    SparkOptions options = new SparkOptions();
    options.conf.put("spark.maskwise.gpu", gpu);
    List<MaskSource> sources = Stream.of("truth", "a", "b").map(GpuEngineTest::source).toList();
    SparkSession spark = options.start("test").session();
    SparkOptions.suit(spark, 3, sources);
    Inputs inputs =
        new Inputs(
            sources,
            List.of("truth", "a", "b"),
            SourceNumbers.ofInputs(3),
            List.of("a", "b"),
            List.of("site"),
            List.of(),
            1 << 20);
    return new LabelQuery(spark, inputs, classes, 255);
  }

  private static MaskSource source(String table) {
    return new MaskSources(new Configuration(), () -> new SparkOptions().start("test").session())
        .open(table(table), ".png", Columns.DEFAULT, Content.LABELS);
  }

  private static String table(String name) {
    return directory.resolve(name + ".parquet").toString();
  }

  private static List<String> leftBehind(Dataset<Row> plan) {
    String said = ExplainPlan.explainPotentialGpuPlan(plan, "ALL");
    assertThat(said).contains("*Exec <FileSourceScanExec>", "*Exec <HashAggregateExec>");
    return said.lines().filter(line -> line.matches("\\s*[!^].*")).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 256, 300, 4096})
  void theWholeQueryIsForTheGpu(int classes) {
    assertThat(leftBehind(query("on", classes).counted())).isEmpty();
    assertThat(leftBehind(query("on", classes).unpaired())).isEmpty();
  }

  /** Without the exchange of functions the plugin leaves the counting to the CPU. */
  @Test
  void theFunctionsOfTheCpuAreNotForTheGpu() {
    assertThat(leftBehind(query("off", 5).counted())).isNotEmpty();
  }
}
