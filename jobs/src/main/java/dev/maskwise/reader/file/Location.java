package dev.maskwise.reader.file;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Places as users write them. Hadoop takes {@code 12:30} for a file system called 12, and throws
 * what it likes where it cannot open one; here any name that a disk allows is a name, and what is
 * missing is said.
 */
public final class Location {
  /** What begins with the name of a file system; {@code noon 12:30} does not. */
  private static final Pattern WITH_SCHEME =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/.*", Pattern.DOTALL);

  /** Where it is written what file systems need. */
  static final String PAGE = "see \"Files\" in docs/clusters.md";

  private Location() {}

  /**
   * The path that a text names.
   *
   * @throws IllegalArgumentException when it is empty or no URI in spite of its scheme
   */
  public static Path path(String text) {
    return WITH_SCHEME.matcher(text).matches() ? new Path(text) : new Path(null, null, text);
  }

  /** An entry of a directory by its single name. */
  public static Path child(Path directory, String name) {
    return new Path(directory, new Path(null, null, name));
  }

  /**
   * The file system of a path.
   *
   * @throws IOException when it cannot be opened; the message says what is missing
   */
  public static FileSystem fileSystem(Path path, Configuration hadoop) throws IOException {
    try {
      return path.getFileSystem(hadoop);
    } catch (UnsupportedFileSystemException e) {
      throw withoutJars(path, "no jar knows it", e);
    } catch (RuntimeException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ClassNotFoundException missing) {
        String words = String.valueOf(missing.getMessage()); // Class org.… not found
        throw withoutJars(path, words.replaceFirst("^Class ", ""), e);
      }
      if (cause instanceof UnknownHostException unknown) {
        throw new IOException(
            "the host %s is not known: check its name".formatted(unknown.getMessage()), e);
      }
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static IOException withoutJars(Path path, String reason, Exception cause) {
    String scheme = path.toUri().getScheme();
    String jars =
        "s3a".equals(scheme)
            ? "hadoop-aws and the AWS SDK"
            : "those of the file system %s".formatted(scheme);
    return new IOException(
        "the jars of %s:// are missing (%s): give %s with --conf spark.jars=… on the command line, %s"
            .formatted(scheme, reason, jars, PAGE),
        cause);
  }
}
