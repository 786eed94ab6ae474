package dev.maskwise.job.plan;

import dev.maskwise.reader.InputRefusedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the confidence intervals of numbers are made.
 *
 * @param level the probability with which an interval shall cover
 * @param clusters finds in an image id what images that depend on each other have in common; null
 *     where each image is independent of the others
 */
public record Confidence(double level, @Nullable Pattern clusters) implements Serializable {

  /**
   * What an image has in common with those that depend on it: the groups of the pattern, or all
   * that it matches if it has none.
   *
   * @throws InputRefusedException when the pattern is not found in the image id
   */
  public String clusterOf(String imageId) {
    if (clusters == null) {
      return imageId;
    }
    Matcher matcher = clusters.matcher(imageId);
    InputRefusedException.require(
        matcher.find(),
        "--cluster-by '%s' is not found in the image id %s: write a regular expression that finds"
                .formatted(clusters, imageId)
            + " the cluster in every image id.");
    List<String> groups = new ArrayList<>();
    for (int g = 1; g <= matcher.groupCount(); g++) {
      groups.add(String.valueOf(matcher.group(g)));
    }
    return groups.isEmpty() ? matcher.group() : String.join("\u001f", groups);
  }
}
