package dev.maskwise.run.check.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant who wrote a word that does not exist. */
public final class NearestWord {
  /** Names out of data may be long, and the distance takes the product of two lengths. */
  private static final int LONGEST = 200;

  private static final int LISTED = 12;

  /** With two other letters of four it is another word, unless they changed places. */
  private static final int SHORT = 4;

  private NearestWord() {}

  /**
   * The word that takes the fewest changes, at most a third of its letters and at least two; of a
   * short one the letters must be the same.
   */
  public static Optional<String> of(String wrong, Collection<String> words) {
    return wrong.length() > LONGEST
        ? Optional.empty()
        : words.stream()
            .filter(word -> word.length() <= LONGEST && isNear(wrong, word))
            .min(Comparator.comparingInt(word -> distance(wrong, word)));
  }

  /** "write 'margin'", or "write one of …" where none is near. */
  public static String clause(String wrong, Collection<String> words) {
    return of(wrong, words)
        .map("write '%s'"::formatted)
        .orElseGet(() -> "write one of " + listed(words));
  }

  /** The words, or the first of them. */
  public static String listed(Collection<String> words) {
    return words.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (words.size() > LISTED ? " and %,d more".formatted(words.size() - LISTED) : "");
  }

  private static boolean isNear(String wrong, String word) {
    int distance = distance(wrong, word);
    return distance <= allowed(word)
        && (distance < 2 || word.length() > SHORT || letters(wrong).equals(letters(word)));
  }

  private static List<Integer> letters(String word) {
    return word.chars().sorted().boxed().toList();
  }

  private static int allowed(String word) {
    return Math.max(2, word.length() / 3);
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
