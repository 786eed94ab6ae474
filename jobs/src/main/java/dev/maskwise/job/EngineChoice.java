package dev.maskwise.job;

import dev.maskwise.job.EvaluateOptions.Engine;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What counts the pixels of a run.
 *
 * @param engine the tasks or a query
 * @param remarks what the user should know of the choice
 */
record EngineChoice(Engine engine, List<String> remarks) {
  private static final String PLUGIN = "com.nvidia.spark.SQLPlugin";

  /**
   * The engine that was asked for, else the query where it runs on GPUs and takes the input.
   *
   * @param hasScores whether the predictions are scores
   * @throws InputRefusedException when a query was asked for that does not take the input
   */
  static EngineChoice of(
      @Nullable Engine given, SparkSession spark, List<MaskSource> sources, boolean hasScores) {
    boolean onGpus = runsOnGpus(spark);
    if (given == Engine.TASKS || (given == null && !onGpus)) {
      return new EngineChoice(Engine.TASKS, List.of());
    }
    String obstacle = obstacle(spark, sources, hasScores);
    if (obstacle == null) {
      return new EngineChoice(Engine.QUERY, List.of());
    }
    if (given == Engine.QUERY) {
      throw new InputRefusedException(
          "--engine query takes raw label maps of tables, but %s: leave it out."
              .formatted(obstacle));
    }
    return new EngineChoice(
        Engine.TASKS, List.of("Tasks count the pixels, not GPUs: %s.".formatted(obstacle)));
  }

  /** Why the query does not take the input; null where it does. */
  private static @Nullable String obstacle(
      SparkSession spark, List<MaskSource> sources, boolean hasScores) {
    if (hasScores) {
      return "the predictions are scores, whose distributions the query cannot add up";
    }
    return sources.stream()
        .filter(source -> !source.holdsRawLabels(spark))
        .map(source -> source.location() + " is no table with the columns height and width")
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether the session has the RAPIDS Accelerator, and Maskwise's functions for it are not off.
   */
  private static boolean runsOnGpus(SparkSession spark) {
    return Arrays.asList(spark.conf().get("spark.plugins", "").split("\\s*,\\s*", -1))
            .contains(PLUGIN)
        && !spark.conf().get("spark.rapids.sql.enabled", "true").equals("false")
        && !spark.conf().get("spark.maskwise.gpu", "auto").equals("off");
  }
}
