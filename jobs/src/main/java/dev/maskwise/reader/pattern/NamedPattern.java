package dev.maskwise.reader.pattern;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression whose groups may have any name, and are written as in Java, {@code
 * (?<name>…)}, or as in Python, {@code (?P<name>…)}, with {@code (?P=name)} for what such a group
 * found.
 */
public final class NamedPattern implements Serializable {
  private static final long serialVersionUID = 1;

  /** The beginning of a group that has a name, or a reference to one; no looking behind. */
  private static final Pattern NAME =
      Pattern.compile("\\(\\?P?<([^>=!][^>]*)>|\\(\\?P=([^)]+)\\)|\\\\k<([^>]+)>");

  /** What is not looked into: a quotation, an escaped character, a class of characters. */
  private static final Pattern OPAQUE =
      Pattern.compile(
          "\\\\Q.*?(\\\\E|$)|\\\\[^k]|\\[\\^?\\]?(\\\\.|\\[[^\\]]*\\]|[^\\]\\\\])*\\]",
          Pattern.DOTALL);

  private final String text;
  private final Pattern pattern;
  private final List<String> names;

  private NamedPattern(String text, Pattern pattern, List<String> names) {
    this.text = text;
    this.pattern = pattern;
    this.names = names;
  }

  /**
   * Compiles a regular expression.
   *
   * @throws PatternSyntaxException when it is none
   */
  public static NamedPattern of(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder java = new StringBuilder();
    Matcher name = NAME.matcher(text);
    Matcher opaque = OPAQUE.matcher(text);
    for (int i = 0; i < text.length(); ) {
      if (name.region(i, text.length()).lookingAt()) {
        if (name.group(1) != null) {
          if (names.contains(name.group(1))) {
            throw new PatternSyntaxException("two groups are called " + name.group(1), text, i);
          }
          java.append("(?<").append(group(names.size())).append('>');
          names.add(name.group(1));
        } else {
          String found = name.group(2) == null ? name.group(3) : name.group(2);
          if (!names.contains(found)) {
            throw new PatternSyntaxException("no group before it is called " + found, text, i);
          }
          java.append("\\k<").append(group(names.indexOf(found))).append('>');
        }
        i = name.end();
      } else {
        int end = opaque.region(i, text.length()).lookingAt() ? opaque.end() : i + 1;
        java.append(text, i, end);
        i = end;
      }
    }
    return new NamedPattern(text, Pattern.compile(java.toString()), List.copyOf(names));
  }

  /** Java's groups have letters and digits for names; each of ours has one of them. */
  private static String group(int place) {
    return "group" + place;
  }

  /** Whether a text has a group with a name; it may be no regular expression all the same. */
  public static boolean namesGroups(String text) {
    try {
      return !of(text).names().isEmpty();
    } catch (PatternSyntaxException e) {
      return NAME.matcher(text).find();
    }
  }

  /** The names of the groups, in their order. */
  public List<String> names() {
    return names;
  }

  /** Searches in a text. */
  public Matcher matcher(String in) {
    return pattern.matcher(in);
  }

  /** What the group of a name found; null where it was passed by. */
  public @Nullable String found(Matcher matcher, String name) {
    return matcher.group(group(names.indexOf(name)));
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
