package dev.maskwise.reader.file;

import java.util.UUID;

/** Names of files that nobody reads. */
public final class HiddenName {
  /** What stands before the random end of the name of a file that is being written. */
  private static final String INCOMPLETE = ".incomplete-";

  private HiddenName() {}

  /** What a file is called until it is whole. */
  static String of(String name) {
    return "." + name + INCOMPLETE + UUID.randomUUID();
  }

  /** Whether a name is that of a file which is not there yet, or of anything else to pass over. */
  public static boolean is(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  /** Whether a name is that of a file which its writer did not finish. */
  public static boolean isIncomplete(String name) {
    return name.startsWith(".") && name.contains(INCOMPLETE);
  }
}
