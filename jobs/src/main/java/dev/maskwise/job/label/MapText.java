package dev.maskwise.job.label;

import dev.maskwise.codec.label.LabelMapText;
import dev.maskwise.codec.label.LabelMapping;
import dev.maskwise.reader.InputRefusedException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A map that an option gives, as a text or as a file of it, in the words of a list of classes.
 *
 * @param ignore the labels that count nowhere
 */
public record MapText(ClassList classes, List<Integer> ignore) implements LabelMapText.Words {
  private static final int LARGEST_LABEL = 0xffff;
  private static final int SHOWN = 60;

  /**
   * What the map says.
   *
   * @throws InputRefusedException when it is none
   */
  public LabelMapping read(Configuration hadoop, String option, String given) {
    InputRefusedException.require(
        !given.isBlank(),
        "%s is empty: write a map, such as '7=0,8=1,*=ignore', or leave it out.".formatted(option));
    String expected = "a map, such as '7=0,8=1,*=ignore' or 'ids',";
    try {
      boolean isText = LabelMapText.isOne(given, this);
      String text = isText ? given : TextFile.read(hadoop, option, given, expected);
      return LabelMapText.parse(text, this);
    } catch (IllegalArgumentException e) {
      String shown = given.length() > SHOWN ? given.substring(0, SHOWN) + "…" : given;
      throw new InputRefusedException(
          "%s %s: %s.".formatted(option, shown, String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public int label(String word) {
    int count = classes.names().size();
    if (!word.matches("[0-9]{1,9}")) {
      Integer label = classes.target(word);
      if (label == null) {
        throw new IllegalArgumentException(
            "'%s' is no class: %s".formatted(word, classes.advice(word)));
      }
      return label;
    }
    int label = Integer.parseInt(word);
    if (label < count || (count == 0 && label <= LARGEST_LABEL)) {
      return label;
    }
    if (ignore.contains(label)) {
      return LabelMapping.IGNORE;
    }
    throw new IllegalArgumentException(
        count == 0
            ? "%d is no label: labels are 0 to %d".formatted(label, LARGEST_LABEL)
            : "%d is no class: the classes are 0 to %d, and what counts nowhere is 'ignore'"
                .formatted(label, count - 1));
  }

  @Override
  public @Nullable LabelMapping listed(String word) {
    return switch (word) {
      case "ids" -> classes.ids();
      case "colours", "colors" -> classes.colours();
      default -> null;
    };
  }
}
