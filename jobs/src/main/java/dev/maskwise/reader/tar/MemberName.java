package dev.maskwise.reader.tar;

import dev.maskwise.reader.file.ListedName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.regex.Pattern;

/** Names of members, which their writers may begin with {@code ./} or {@code /}. */
public final class MemberName {
  private static final char REPLACEMENT = '\uFFFD';
  private static final Pattern EMPTY_PART = Pattern.compile("^\\.?/|//|/\\./");

  private MemberName() {}

  /** A name without its parts that say nothing, and {@code ..} taken back. */
  static String plain(String name) {
    if (!EMPTY_PART.matcher(name).find() && !name.contains("..")) {
      return name;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /** What a symbolic link leads to. */
  static String target(String link, String target) {
    return plain(link.substring(0, link.lastIndexOf('/') + 1) + target);
  }

  /** Whether a member is of the data set: no part of its name is hidden. */
  public static boolean isData(String name) {
    return Arrays.stream(name.split("/", -1))
        .allMatch(part -> ListedName.of(part) == ListedName.DATA);
  }

  /** Whether a name was read as it was written. */
  static boolean isText(String name) {
    return name.indexOf(REPLACEMENT) < 0;
  }
}
