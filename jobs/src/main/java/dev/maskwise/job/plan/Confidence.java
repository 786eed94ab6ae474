package dev.maskwise.job.plan;

import dev.maskwise.reader.ClusterRule;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.numbers.CurveGroups;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the confidence intervals of numbers are made.
 *
 * @param level the probability with which an interval shall cover
 * @param clusters finds what images that depend on each other have in common; null where each image
 *     is independent of the others
 * @param curves the groups by which the numbers of curves have intervals
 */
public record Confidence(double level, @Nullable ClusterRule clusters, CurveGroups curves)
    implements Serializable {

  /** The labels of the slices of an image and, if there are groups, of its group. */
  public List<String> labels(List<String> slices, String imageId) {
    return curves.labels(slices, clusters == null ? imageId : clusters.clusterOf(imageId));
  }

  /**
   * The level that {@code --confidence} names.
   *
   * @throws InputRefusedException when it is none
   */
  public static double level(double given) {
    InputRefusedException.require(
        given > 0 && given < 1,
        "--confidence %s is out of range: it has to be between 0 and 1, such as 0.95."
            .formatted(given));
    return given;
  }
}
