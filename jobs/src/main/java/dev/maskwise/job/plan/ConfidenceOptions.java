package dev.maskwise.job.plan;

import dev.maskwise.reader.ClusterRule;
import dev.maskwise.reader.InputRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say how sure its numbers are. */
final class ConfidenceOptions {
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

  @Option(names = "--no-intervals", description = "Numbers without intervals.")
  private boolean none;

  /**
   * Checks the options and adds them to the definition.
   *
   * @return null where no intervals are wanted
   * @throws InputRefusedException when a value cannot be worked with
   */
  @Nullable Confidence plan(Definition definition) {
    Confidence.level(confidence);
    Confidence plan =
        none
            ? null
            : new Confidence(confidence, clusterBy == null ? null : ClusterRule.of(clusterBy));
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("confidence", confidence);
    described.put("cluster_by", clusterBy);
    described.put("meaning", "delete-one jackknife over images or clusters, Student's t");
    definition.put("intervals", plan == null ? null : described);
    return plan;
  }
}
