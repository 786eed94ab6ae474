package dev.maskwise.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How JSON files look: a field a line, lists in one line, the same on every system. */
public final class JsonText {
  private JsonText() {}

  /** A value as a JSON text that ends in a line feed. */
  public static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writer(printer()).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value.getClass() + " does not go into JSON", e);
    }
  }

  /** For what is written as a stream. */
  public static DefaultPrettyPrinter printer() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return printer;
  }
}
