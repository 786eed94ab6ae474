package dev.maskwise.reader.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of files that are tables. */
public enum TableFormat {
  PARQUET("a Parquet table"),
  ORC("an ORC table"),
  CSV("a CSV table"),
  JSONL("a table of JSON lines");

  private final String words;

  TableFormat(String words) {
    this.words = words;
  }

  /** The format that the name of a file tells. */
  public static Optional<TableFormat> ofName(String name) {
    return Arrays.stream(values()).filter(format -> name.endsWith(format.ending())).findFirst();
  }

  /** The format that the name of a file of a directory tells, of which text is none. */
  public static Optional<TableFormat> ofPart(String name) {
    return ofName(name).filter(format -> !format.isText());
  }

  /** What the names of its files end in. */
  String ending() {
    return "." + label();
  }

  /** What stands before the colon of a location. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one file of text, whose values are texts. */
  public boolean isText() {
    return this == CSV || this == JSONL;
  }

  /** What it is called in a sentence. */
  @Override
  public String toString() {
    return words;
  }
}
