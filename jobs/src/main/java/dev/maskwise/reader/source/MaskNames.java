package dev.maskwise.reader.source;

import dev.maskwise.reader.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files of a directory are its masks or scores, by what their names end in. */
final class MaskNames {
  private final Content content;
  private final List<String> endings;

  /**
   * @param suffix what they all end in; null for any ending of the content's
   */
  MaskNames(@Nullable String suffix, Content content) {
    this.content = content;
    this.endings = suffix == null ? content.endings() : List.of(suffix);
  }

  /** What a name ends in, in lower or upper case; null where it is none of a mask. */
  @Nullable String endingOf(String name) {
    for (String ending : endings) {
      int stem = name.length() - ending.length();
      if (stem > 0 && name.regionMatches(true, stem, ending, 0, ending.length())) {
        return ending;
      }
    }
    return null;
  }

  /** Whether what else is there should be named as what it is. */
  boolean areOfLabels() {
    return content == Content.LABELS;
  }

  /** The endings in words. */
  @Override
  public String toString() {
    int last = endings.size() - 1;
    return last == 0
        ? endings.get(0)
        : String.join(", ", endings.subList(0, last)) + " or " + endings.get(last);
  }
}
