package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of text beside the outputs of evaluations. */
public final class SideFiles {
  private SideFiles() {}

  /**
   * Writes a file that is not there yet.
   *
   * @throws InputRefusedException when it is, or cannot be written
   */
  public static void write(Configuration hadoop, String location, String text) {
    try {
      Path file = new Path(location);
      FileSystem fileSystem = file.getFileSystem(hadoop);
      fileSystem.setWriteChecksum(false);
      InputRefusedException.require(
          !fileSystem.exists(file),
          "--out %s is there already: choose another name.".formatted(location));
      try (OutputStream out = fileSystem.create(file, false)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new InputRefusedException(
          "--out %s cannot be written: %s.".formatted(location, OpenFault.reason(e)), e);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "--out %s is not a path: %s.".formatted(location, e.getMessage()), e);
    }
  }
}
