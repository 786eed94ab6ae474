package dev.maskwise.report;

/** Names out of data as they may stand in a terminal or in a text for people. */
public final class OneLine {
  private OneLine() {}

  /**
   * A text in one line, without what would hide or turn around what follows it: control characters,
   * marks of direction, separators of lines, halves of characters.
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isShown(c) ? c : 0xFFFD));
    return line.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
