package dev.maskwise.reader.source;

import dev.maskwise.reader.Content;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files of a directory, or members of tars, are masks or scores, by what they end in. */
final class MaskNames implements Serializable {
  private static final long serialVersionUID = 1;

  private final Content content;
  private final List<String> endings;
  private final boolean isSaid;

  /**
   * @param suffix what they all end in; null for any ending of the content's
   */
  MaskNames(@Nullable String suffix, Content content) {
    this.content = content;
    this.endings = suffix == null ? content.endings() : List.of(suffix);
    this.isSaid = suffix != null;
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

  /**
   * What stands behind the image id in the name of a member: its ending where that was said, else
   * all from the first dot of its last part on, as WebDataset has it. Null where it is no mask.
   */
  @Nullable String fieldOf(String member) {
    String ending = endingOf(member);
    return ending == null || isSaid
        ? ending
        : member.substring(member.indexOf('.', member.lastIndexOf('/') + 1));
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
