package dev.maskwise.codec.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@link LabelMapping}: entries {@code VALUE=TARGET}, separated by commas or lines.
 *
 * <p>A VALUE is a whole number, numbers {@code a..b}, a colour {@code #rrggbb} or {@code R G B}, or
 * {@code *} for whatever is not named. A TARGET is a class, by its number or its name; {@code
 * ignore}; {@code refuse}; {@code same}, the label of the same number; or, for {@code a..b}, as
 * many labels {@code c..d}. What is not named is refused. A word alone, such as {@code ids}, stands
 * for entries that are listed elsewhere; those of the text come before them. A name with a comma
 * stands in double quotes. A line that begins with {@code #} and names no colour is a comment, and
 * so is what follows {@code #} between blanks.
 */
public final class LabelMapText {
  /** What the words of a text mean. */
  public interface Words {
    /**
     * The label of a class, or {@link LabelMapping#IGNORE}.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says so
     */
    int label(String word);

    /**
     * The entries that a word stands for; null where it stands for none.
     *
     * @throws IllegalArgumentException when it stands for entries that do not exist
     */
    @Nullable LabelMapping listed(String word);
  }

  /** Labels are numbers, and no word stands for anything. */
  public static final Words NUMBERS =
      new Words() {
        @Override
        public int label(String word) {
          if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) > LARGEST_LABEL) {
            throw new IllegalArgumentException(
                "'%s' is no label, which is a number from 0 to %d".formatted(word, LARGEST_LABEL));
          }
          return Integer.parseInt(word);
        }

        @Override
        public @Nullable LabelMapping listed(String word) {
          return null;
        }
      };

  private static final int LARGEST_LABEL = 0xffff;

  private static final String INTEGER = "[+-]?[0-9]{1,10}";
  private static final String BYTE = "[0-9]{1,3}";

  private static final Pattern COLOUR = Pattern.compile("#([0-9a-fA-F]{6})");
  private static final Pattern CHANNELS =
      Pattern.compile("(%s)\\s+(%s)\\s+(%s)".formatted(BYTE, BYTE, BYTE));
  private static final Pattern NUMBERS_OF_A_RANGE =
      Pattern.compile("(%s)(?:\\s*\\.\\.\\s*(%s))?".formatted(INTEGER, INTEGER));

  private static final Pattern COMMENT_LINE = Pattern.compile("\\s*#(?!\\w+\\s*=).*");
  private static final Pattern COMMENT = Pattern.compile("\\s#\\s.*");
  private static final Pattern BETWEEN = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  private static final Pattern BEGINS =
      Pattern.compile(
          "\\s*(\\*|%s|#[0-9a-fA-F]{6}|%s(\\s*\\.\\.\\s*%s)?)\\s*=.*"
              .formatted(CHANNELS.pattern(), INTEGER, INTEGER),
          Pattern.DOTALL);

  private LabelMapText() {}

  /** Whether a text begins as one of a mapping does, and not as the name of a file. */
  public static boolean isOne(String text, Words words) {
    return BEGINS.matcher(text).matches()
        || words.listed(text.split("[,\n]", 2)[0].strip()) != null;
  }

  /**
   * The mapping that a text describes.
   *
   * @throws IllegalArgumentException when it describes none, with a clause that names the entry
   */
  public static LabelMapping parse(String text, Words words) {
    LabelMapping.Builder mapping = new LabelMapping.Builder();
    List<LabelMapping> listed = new ArrayList<>();
    boolean hasRest = false;
    int entries = 0;
    String[] lines = text.split("\r?\n", -1);
    for (int line = 0; line < lines.length; line++) {
      String content = withoutComment(lines[line]);
      for (String entry : content.isBlank() ? new String[0] : BETWEEN.split(content, -1)) {
        entries++;
        try {
          boolean isRest = entry.strip().startsWith("*");
          require(!isRest || !hasRest, "what is not named is said twice: keep one '*'");
          hasRest |= isRest;
          enter(entry.strip(), words, mapping, listed);
        } catch (IllegalArgumentException e) {
          String place = lines.length > 1 ? "line " + (line + 1) : "entry " + entries;
          throw new IllegalArgumentException(
              "%s, '%s': %s".formatted(place, entry.strip(), e.getMessage()), e);
        }
      }
    }
    require(entries > 0, "it has no entry: write some, such as '7=0,8=1,*=ignore'");
    listed.forEach(mapping::fill);
    return mapping.build();
  }

  private static String withoutComment(String line) {
    return COMMENT_LINE.matcher(line).matches() ? "" : COMMENT.matcher(line).replaceFirst("");
  }

  private static void enter(
      String entry, Words words, LabelMapping.Builder mapping, List<LabelMapping> listed) {
    int equals = entry.indexOf('=');
    if (equals < 0) {
      LabelMapping others = words.listed(entry);
      require(others != null, "it is no VALUE=TARGET, such as 7=0, 1..150=0..149 or *=ignore");
      listed.add(others);
      return;
    }
    String value = entry.substring(0, equals).strip();
    String target = unquoted(entry.substring(equals + 1).strip());
    require(!target.isEmpty(), "it has no target: write a class, ignore or refuse after '='");
    Matcher numbers = NUMBERS_OF_A_RANGE.matcher(value);
    int colour = colour(value);
    if (value.equals("*")) {
      mapping.rest(target(target, words));
    } else if (colour >= 0) {
      int label = target(target, words);
      require(label != LabelMapping.SAME, "a colour is no label: write the class that it means");
      mapping.put(true, colour, colour, label);
    } else if (numbers.matches()) {
      int first = number(numbers.group(1));
      int last = numbers.group(2) == null ? first : number(numbers.group(2));
      require(first <= last, "the first number is greater than the last: write the smaller first");
      put(mapping, first, last, target, words);
    } else {
      throw new IllegalArgumentException(
          "'%s' is no value: write a number, numbers a..b, a colour #rrggbb or *".formatted(value));
    }
  }

  private static void put(
      LabelMapping.Builder mapping, int first, int last, String target, Words words) {
    String[] ends = target.split("\\.\\.", -1);
    if (ends.length != 2 || !target.matches("[0-9]+\\s*\\.\\.\\s*[0-9]+")) {
      mapping.put(false, first, last, target(target, words));
      return;
    }
    int from = words.label(ends[0].strip());
    int to = words.label(ends[1].strip());
    require(from >= 0 && to >= 0, "a range of labels holds an ignore label: write it apart");
    require(
        (long) last - first == (long) to - from,
        "%d values and %d labels: write as many"
            .formatted((long) last - first + 1, Math.max(0, (long) to - from + 1)));
    mapping.putRising(first, last, from);
  }

  private static int target(String word, Words words) {
    return switch (word) {
      case "ignore" -> LabelMapping.IGNORE;
      case "refuse" -> LabelMapping.REFUSE;
      case "same" -> LabelMapping.SAME;
      default -> words.label(word);
    };
  }

  /** A colour 0xRRGGBB; negative for what is none. */
  private static int colour(String value) {
    if (COLOUR.matcher(value).matches()) {
      return Integer.parseInt(value.substring(1), 16);
    }
    Matcher channels = CHANNELS.matcher(value);
    if (!channels.matches()) {
      require(
          !value.startsWith("#"),
          "a colour has six hexadecimal digits, and a comment begins with '# '");
      return -1;
    }
    int colour = 0;
    for (int c = 1; c <= 3; c++) {
      int channel = Integer.parseInt(channels.group(c));
      require(channel <= 0xff, "a channel of a colour is 0 to 255");
      colour = colour << Byte.SIZE | channel;
    }
    return colour;
  }

  private static int number(String digits) {
    long number = Long.parseLong(digits);
    require(
        number == (int) number,
        String.format(Locale.ROOT, "%d is beyond 32 bits, which no map of labels has", number));
    return (int) number;
  }

  private static String unquoted(String word) {
    return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"")
        ? word.substring(1, word.length() - 1)
        : word;
  }

  private static void require(boolean holds, String clause) {
    if (!holds) {
      throw new IllegalArgumentException(clause);
    }
  }
}
