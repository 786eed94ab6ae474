package dev.maskwise.job.plan;

import dev.maskwise.reader.ClusterRule;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.numbers.CurveGroups;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say how sure its numbers are. */
final class ConfidenceOptions {
  private static final int LEAST_GROUPS = 2;
  private static final int MOST_GROUPS = 1000;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.95",
      description =
          "The probability with which the interval of a number shall cover. Default:"
              + " ${DEFAULT-VALUE}.")
  private double confidence;

  @Option(
      names = "--cluster-by",
      paramLabel = "REGEX",
      description =
          "Images that depend on each other, such as the frames of a video or the slices of a"
              + " patient, count as one for the intervals: those in whose ids the groups of this"
              + " expression find the same.")
  private @Nullable String clusterBy;

  @Option(
      names = "--curve-groups",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Intervals for the numbers of curves, such as AUROC, and Lovász losses of all pixels: the"
              + " images are divided into so many groups, whose scores are remembered apart. 20 is a good number. Each takes"
              + " as much memory as a slice. Default: no such intervals.")
  private int curveGroups;

  @Option(names = "--no-intervals", description = "Numbers without intervals.")
  private boolean none;

  /**
   * Checks the options and adds them to the definition.
   *
   * @param scores whether there are curves
   * @return null where no intervals are wanted
   * @throws InputRefusedException when a value cannot be worked with
   */
  @Nullable Confidence plan(boolean scores, Definition definition) {
    Confidence.level(confidence);
    InputRefusedException.require(
        curveGroups == 0 || (scores && !none),
        "--curve-groups gives the numbers of curves intervals: leave it out %s."
            .formatted(none ? "with --no-intervals" : "for label maps, which have no curves"));
    InputRefusedException.require(
        curveGroups == 0 || (curveGroups >= LEAST_GROUPS && curveGroups <= MOST_GROUPS),
        "--curve-groups %d is out of range: it has to be 0, or from %d to %d, such as 20."
            .formatted(curveGroups, LEAST_GROUPS, MOST_GROUPS));
    Confidence plan =
        none
            ? null
            : new Confidence(
                confidence,
                clusterBy == null ? null : ClusterRule.of(clusterBy),
                new CurveGroups(curveGroups));
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("confidence", confidence);
    described.put("cluster_by", clusterBy);
    if (curveGroups > 0) {
      described.put(CurveGroups.CHOICE, curveGroups);
    }
    described.put("meaning", "delete-one jackknife over images or clusters, Student's t");
    definition.put("intervals", plan == null ? null : described);
    return plan;
  }
}
