package dev.maskwise.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and how Spark runs; under spark-submit its own options do the same. */
final class SparkOptions {
  private static final String MASTER = "spark.master";

  /** What suits these jobs; {@code --conf} wins. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Masks are large values: the vectorised reader would hold thousands of them at once.
          "spark.sql.parquet.enableVectorizedReader", "false",
          // The work is in the kernels. SQL only moves rows, and compiling plans would cost
          // seconds.
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.adaptive.enabled", "false");

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "The Spark master (default: spark-submit's, else local[*]).")
  @Nullable String master;

  @Option(names = "--conf", paramLabel = "K=V", description = "A Spark setting; can be repeated.")
  Map<String, String> conf = new LinkedHashMap<>();

  /** The session of this process, made when there is none. */
  SparkSession session(String name) {
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    SETTINGS.forEach(builder::config);
    if (master != null) {
      builder.master(master);
    } else if (!new SparkConf().contains(MASTER)) {
      builder.master("local[*]");
    }
    conf.forEach(builder::config);
    return builder.getOrCreate();
  }
}
