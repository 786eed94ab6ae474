package dev.maskwise.job.query;

import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.job.pass.ImagePasses;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.EvaluatePlan.Engine;
import dev.maskwise.reader.InputRefusedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Chooses what counts the pixels. */
public final class EngineChoice {
  private static final String PLUGIN = "com.nvidia.spark.SQLPlugin";

  private EngineChoice() {}

  /**
   * The engine that was asked for, else the query where it runs on GPUs and takes the input.
   *
   * @param passes of the plan
   * @param pass counts where no query does
   * @throws InputRefusedException when a query was asked for that does not take the input
   */
  public static PixelEngine of(
      RunningSpark spark, EvaluatePlan plan, ImagePasses passes, PixelEngine pass) {
    Engine asked = plan.engine();
    if (asked == Engine.PASS || (asked == Engine.AUTO && !runsOnGpus(spark))) {
      return pass;
    }
    String obstacle = obstacle(spark, plan);
    if (obstacle == null) {
      return new QueryEngine(
          new LabelQuery(
              spark.session(), plan.inputs(), plan.classes().size(), plan.labels().ignore()),
          passes);
    }
    InputRefusedException.require(
        asked == Engine.AUTO,
        "--engine query takes raw label maps of tables, but %s: leave it out.".formatted(obstacle));
    String remark = "The pass counts the pixels, not GPUs: %s.".formatted(obstacle);
    return () -> pass.count().and(remark);
  }

  /** Why the query does not take the input; null where it does. */
  private static @Nullable String obstacle(RunningSpark spark, EvaluatePlan plan) {
    if (plan.reuse() != null) {
      return "with --reuse only the images that changed are read, and a query counts all";
    }
    if (plan.scores() != null) {
      return "the predictions are scores, whose distributions the query cannot add up";
    }
    if (plan.task().overlaps()) {
      return "a pixel may have several classes, each with a mask of its own";
    }
    LabelMeaning labels = plan.labels();
    if (labels.drops() || !labels.ofTruth().isAsStored() || !labels.ofPredictions().isAsStored()) {
      return "a map, several ignore labels and --predicted-ignore make other labels of those that are stored";
    }
    return plan.inputs().sources().stream()
        .filter(source -> !source.holdsRawLabels(spark.session()))
        .map(source -> source.location() + " is no table with the columns height and width")
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether the session has the RAPIDS Accelerator, and Maskwise's functions for it are not off.
   */
  private static boolean runsOnGpus(RunningSpark spark) {
    return Arrays.asList(spark.setting("spark.plugins", "").split("\\s*,\\s*", -1)).contains(PLUGIN)
        && !spark.setting("spark.rapids.sql.enabled", "true").equals("false")
        && !spark.setting("spark.maskwise.gpu", "auto").equals("off");
  }
}
