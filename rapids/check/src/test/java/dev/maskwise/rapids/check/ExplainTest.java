package dev.maskwise.rapids.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.nvidia.spark.rapids.ExplainPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs/gpu.md says about queries, asked of the plugin itself, which answers without a GPU:
 * lines that start with ! stay on the CPU, those with ^ go over its CPU bridge.
 */
class ExplainTest {
  @TempDir static Path directory;

  static List<QueryShape> shapes() {
    return QueryShape.ALL;
  }

  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[1]")
          .config("spark.ui.enabled", "false")
          .config("spark.maskwise.gpu", "on")
          .config("spark.sql.shuffle.partitions", "2")
          .getOrCreate();

  @BeforeAll
  static void makeImages() {
    SPARK.sparkContext().setLogLevel("WARN");
    ImageTable.write(SPARK, directory.resolve("images"), 12, 4, true);
  }

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  /** The lines about what does not run on the GPU. */
  private static List<String> leftBehind(String sql) {
    String plan = ExplainPlan.explainPotentialGpuPlan(SPARK.sql(sql), "ALL");
    assertThat(plan).contains("*Exec <");
    return plan.lines().filter(line -> line.matches("\\s*[!^].*")).toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void thePluginSaysTheSame(QueryShape shape) {
    List<String> left = leftBehind(shape.sql());
    if (shape.said() == null) {
      assertThat(left).as(shape.sql()).isEmpty();
    } else {
      assertThat(left).as(shape.sql()).anyMatch(line -> line.contains(shape.said()));
    }
  }

  /** What the page says about hints: the counting of pixels stays on the GPU. */
  @Test
  void aHintKeepsTheCountingOnTheGpu() {
    List<QueryShape> hinted =
        shapes().stream().filter(s -> s.sql().contains("REPARTITION")).toList();
    assertThat(hinted).hasSize(2);
    for (QueryShape shape : hinted) {
      assertThat(ExplainPlan.explainPotentialGpuPlan(SPARK.sql(shape.sql()), "ALL"))
          .containsPattern("\\*Expression <ScalaUDF> (overlap|confusion)\\(.*\\) will run on GPU");
    }
  }

  /** Without the exchange the plugin has to leave the functions to the CPU: the test can fail. */
  @Test
  void theFunctionsOfTheCpuAreNotForTheGpu() {
    SPARK.conf().set("spark.maskwise.gpu", "off");
    try {
      assertThat(leftBehind("SELECT lovasz_hinge(logits, truth) FROM images")).isNotEmpty();
    } finally {
      SPARK.conf().set("spark.maskwise.gpu", "on");
    }
  }

  @Test
  void thePageListsThem() throws IOException {
    String page = Files.readString(Path.of("../../docs/gpu.md"));
    for (QueryShape shape : QueryShape.ALL) {
      assertThat(page)
          .contains(
              String.format(
                  Locale.ROOT,
                  "| %s | `%s` | %s |",
                  shape.what(),
                  shape.sql(),
                  shape.said() == null ? "yes" : "no: " + shape.reason()));
    }
  }
}
