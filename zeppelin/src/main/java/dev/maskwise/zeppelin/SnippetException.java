package dev.maskwise.zeppelin;

/** Java that does not compile or fails, in one sentence that begins with the line. */
final class SnippetException extends Exception {
  private static final long serialVersionUID = 1;

  SnippetException(int line, String reason) {
    super("Line " + line + ": " + reason);
  }
}
