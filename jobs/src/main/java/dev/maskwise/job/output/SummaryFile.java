package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.run.WholeFile;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A new file for a summary that is made again. */
public final class SummaryFile {
  private final String location;
  private final FileSystem fileSystem;
  private final Path file;

  private SummaryFile(String location, FileSystem fileSystem, Path file) {
    this.location = location;
    this.fileSystem = fileSystem;
    this.file = file;
  }

  /**
   * Sees that nothing is there; nothing is written yet.
   *
   * @throws InputRefusedException when something is, or it cannot be reached
   */
  public static SummaryFile of(Configuration hadoop, String location) {
    try {
      Path file = new Path(location);
      FileSystem fileSystem = file.getFileSystem(hadoop);
      requireNew(!fileSystem.exists(file), location);
      return new SummaryFile(location, fileSystem, file);
    } catch (IOException e) {
      throw unwritable(location, e);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "--summary %s is not a path: %s.".formatted(location, e.getMessage()), e);
    }
  }

  private static void requireNew(boolean isNew, String location) {
    InputRefusedException.require(
        isNew, "--summary %s is there already: choose another name.".formatted(location));
  }

  private static InputRefusedException unwritable(String location, IOException e) {
    return new InputRefusedException(
        "--summary %s cannot be written: %s.".formatted(location, OpenFault.reason(e)), e);
  }

  /**
   * Writes the text, whole or not at all.
   *
   * @throws InputRefusedException when it cannot be written, or something else is there by now
   */
  public void write(String text) {
    try {
      requireNew(WholeFile.create(fileSystem, file, text), location);
    } catch (IOException e) {
      throw unwritable(location, e);
    }
  }
}
