package dev.maskwise.run.check.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which names are meant: those that fit one of some patterns and none of those after {@code !}. In
 * a pattern {@code *} is any text, and the character after a backslash is itself.
 */
public final class NamePatterns {
  /** Everything. */
  public static final NamePatterns ANY = new NamePatterns(List.of("*"));

  private final List<NamePattern> wanted = new ArrayList<>();
  private final List<NamePattern> excluded = new ArrayList<>();

  /**
   * A pattern.
   *
   * @param text as it is written
   * @param characters the same, with {@link #STAR} for any text
   */
  public record NamePattern(String text, List<Integer> characters) {
    private static final int STAR = -1;

    /** The pattern that a text says. */
    public static NamePattern of(String text) {
      List<Integer> characters = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < text.length()) {
          i++;
          characters.add((int) text.charAt(i));
        } else {
          characters.add(c == '*' ? STAR : c);
        }
      }
      return new NamePattern(text, List.copyOf(characters));
    }

    /** Whether a name fits. Takes the product of both lengths at most. */
    public boolean fits(String name) {
      int p = 0;
      int i = 0;
      int star = -1;
      int resume = 0;
      while (i < name.length()) {
        int wanted = p < characters.size() ? characters.get(p) : 0;
        if (p < characters.size() && wanted == STAR) {
          star = p++;
          resume = i;
        } else if (p < characters.size() && wanted == name.charAt(i)) {
          p++;
          i++;
        } else if (star >= 0) {
          p = star + 1; // What the last star takes is one character longer.
          i = ++resume;
        } else {
          return false;
        }
      }
      while (p < characters.size() && characters.get(p) == STAR) {
        p++;
      }
      return p == characters.size();
    }
  }

  NamePatterns(List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        excluded.add(NamePattern.of(pattern.substring(1)));
      } else {
        wanted.add(NamePattern.of(pattern));
      }
    }
  }

  /** Whether anything is wanted at all. */
  boolean isEmpty() {
    return wanted.isEmpty();
  }

  /** Whether a name is meant. */
  public boolean fit(String name) {
    return wanted.stream().anyMatch(pattern -> pattern.fits(name)) && !excludes(name);
  }

  /** Whether a name fits one after {@code !}. */
  public boolean excludes(String name) {
    return excluded.stream().anyMatch(pattern -> pattern.fits(name));
  }

  /** The patterns that are not after {@code !}. */
  public List<NamePattern> wanted() {
    return wanted;
  }

  @Override
  public String toString() {
    return wanted.stream().map(NamePattern::text).collect(Collectors.joining(", "))
        + excluded.stream().map(p -> ", !" + p.text()).collect(Collectors.joining());
  }
}
