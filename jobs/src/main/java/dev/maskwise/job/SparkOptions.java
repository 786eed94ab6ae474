package dev.maskwise.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import scala.Option;

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

  @CommandLine.Option(
      names = "--master",
      paramLabel = "URL",
      description = "The Spark master (default: spark-submit's, else local[*]).")
  @Nullable String master;

  @CommandLine.Option(
      names = "--conf",
      paramLabel = "K=V",
      description = "A Spark setting; can be repeated.")
  Map<String, String> conf = new LinkedHashMap<>();

  /**
   * A session of its own for a job, on the Spark of this process, which is started when there is
   * none. The settings are those of this session alone: a program that runs a job keeps its active
   * session, and its session its settings.
   */
  SparkSession session(String name) {
    Option<SparkSession> active = SparkSession.getActiveSession();
    SparkSession running =
        active
            .orElse(SparkSession::getDefaultSession)
            .filter(session -> !session.sparkContext().isStopped())
            .getOrElse(() -> started(name));
    SparkSession own = running.newSession();
    SparkSession.setActiveSession(own);
    try {
      SparkSession.Builder builder = SparkSession.builder();
      SETTINGS.forEach(builder::config);
      conf.forEach(builder::config);
      return builder.getOrCreate(); // sets what can be set on the active session, which is ours
    } finally {
      restore(active);
    }
  }

  private SparkSession started(String name) {
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    if (master != null) {
      builder.master(master);
    } else if (!new SparkConf().contains(MASTER)) {
      builder.master("local[*]");
    }
    conf.forEach(builder::config);
    return builder.getOrCreate();
  }

  private static void restore(Option<SparkSession> active) {
    if (active.isDefined()) {
      SparkSession.setActiveSession(active.get());
    } else {
      SparkSession.clearActiveSession();
    }
  }
}
