package dev.maskwise.reader;

import dev.maskwise.reader.pattern.NamedPattern;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Slices by a regular expression with named groups, searched in the image id: each group's name is
 * a slice, the text that it matched the slice's value.
 */
public final class SliceRule implements Serializable {
  private static final long serialVersionUID = 1;

  private final NamedPattern pattern;

  private SliceRule(NamedPattern pattern) {
    this.pattern = pattern;
  }

  /** Whether a slice option is a regular expression with a named group, not a column. */
  public static boolean isRule(String slice) {
    return NamedPattern.namesGroups(slice);
  }

  /**
   * The rule of a regular expression.
   *
   * @throws InputRefusedException when it is no valid regular expression with a named group
   */
  public static SliceRule of(String regex) {
    try {
      return new SliceRule(NamedPattern.of(regex));
    } catch (PatternSyntaxException e) {
      throw new InputRefusedException(
          "--slice '%s' is not a regular expression: %s."
              .formatted(regex, String.valueOf(e.getDescription())),
          e);
    }
  }

  /** The slices that the rule makes. */
  public List<String> names() {
    return pattern.names();
  }

  /**
   * The slices of an image by name: those of some rules, and those that a table gives it.
   *
   * @param imageId the image; null for a row of a table that names none
   * @param ofTable slice name → value, which may be null
   */
  public static SortedMap<String, @Nullable String> slices(
      List<SliceRule> rules, @Nullable String imageId, Map<String, String> ofTable) {
    TreeMap<String, @Nullable String> slices = new TreeMap<>(ofTable);
    if (imageId != null) {
      rules.forEach(rule -> rule.addTo(slices, imageId));
    }
    return slices;
  }

  /** The same of an image that is read. */
  public static SortedMap<String, @Nullable String> slices(
      List<SliceRule> rules, ImageMasks image) {
    return slices(rules, image.imageId(), image.slices());
  }

  /** Adds slice name → value for an image; a value is null where nothing matches. */
  private void addTo(Map<String, String> slices, String imageId) {
    Matcher matcher = pattern.matcher(imageId);
    boolean found = matcher.find();
    for (String name : pattern.names()) {
      slices.put(name, found ? pattern.found(matcher, name) : null);
    }
  }
}
