package dev.maskwise.job;

import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.util.Optional;

/** A disk or a file system that failed while a command was at work. */
final class Outage {
  private static final String NO_SPACE = "No space left on device";

  private Outage() {}

  /**
   * What failed, as a sentence; empty when the exception has another cause, which only its stack
   * trace tells.
   */
  static Optional<String> sentence(Throwable exception) {
    Optional<IOException> root = Optional.empty();
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        root = Optional.of(io);
      }
    }
    return root.map(OpenFault::reason).map(Outage::sentence);
  }

  private static String sentence(String reason) {
    return reason.contains(NO_SPACE)
        ? "%s: make room where the results go, or where Spark works (spark.local.dir), and start again; what is half-written counts as no run."
            .formatted(reason)
        : "A file or a file system failed (%s): see that it can be reached, and start again."
            .formatted(reason);
  }
}
