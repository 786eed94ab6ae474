package dev.maskwise.jupyter;

/** Text on its way into HTML. */
final class Html {
  private Html() {}

  /** Text that a browser shows as it is, between tags and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
