package dev.maskwise.reader.file;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What an entry of an input is by its name. */
public enum ListedName {
  /** Of the data set. */
  DATA,
  /** Spark's own: its mark of a whole table, and what a write left that did not end. */
  MARKER,
  /** Hidden, as a name that starts with a dot is everywhere. */
  HIDDEN;

  private static final Set<String> MARKERS = Set.of("_SUCCESS", "_temporary");

  /** The kind of a single name. */
  public static ListedName of(String name) {
    return name.startsWith(".") ? HIDDEN : MARKERS.contains(name) ? MARKER : DATA;
  }

  /**
   * Whether Spark reads a Parquet file as part of a table. It passes over names that start with an
   * underscore, and over directories that are no partition, such as {@code site=north}.
   *
   * @param path of the file below the table
   */
  public static boolean isOfTable(String path) {
    List<String> names = Arrays.asList(path.split("/", -1));
    int last = names.size() - 1;
    return !names.get(last).startsWith("_")
        && names.subList(0, last).stream().allMatch(name -> name.contains("="));
  }
}
