package dev.maskwise.reader;

import dev.maskwise.reader.pattern.NamedPattern;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

/**
 * Clusters by a regular expression that is searched in the image id. Images that depend on each
 * other, such as the frames of a video, are those in which it finds the same.
 */
public final class ClusterRule implements Serializable {
  private static final long serialVersionUID = 1;

  private final NamedPattern pattern;

  private ClusterRule(NamedPattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The rule of a regular expression.
   *
   * @throws InputRefusedException when it is none
   */
  public static ClusterRule of(String regex) {
    try {
      return new ClusterRule(NamedPattern.of(regex));
    } catch (PatternSyntaxException e) {
      throw new InputRefusedException(
          "--cluster-by '%s' is no regular expression: %s.".formatted(regex, e.getDescription()),
          e);
    }
  }

  /**
   * What an image has in common with those that depend on it: the groups of the expression, or all
   * that it matches if it has none.
   *
   * @throws InputRefusedException when the expression is not found in the image id
   */
  public String clusterOf(String imageId) {
    Matcher matcher = pattern.matcher(imageId);
    InputRefusedException.require(
        matcher.find(),
        "--cluster-by '%s' is not found in the image id %s: write a regular expression that finds"
                .formatted(pattern, imageId)
            + " the cluster in every image id.");
    List<String> groups = new ArrayList<>();
    for (int g = 1; g <= matcher.groupCount(); g++) {
      groups.add(String.valueOf(matcher.group(g)));
    }
    return groups.isEmpty() ? matcher.group() : String.join("\u001f", groups);
  }
}
