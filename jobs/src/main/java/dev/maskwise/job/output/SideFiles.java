package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.LocalPath;
import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

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

  /**
   * Writes a file into a directory, in the place of an earlier one in one step: whoever reads it
   * finds the earlier one or this one, whole.
   *
   * @throws InputRefusedException when it cannot be written
   */
  public static void replace(FileSystem fileSystem, Path file, String text) {
    Path hidden =
        new Path(
            file.getParent(), ".%s.incomplete-%s".formatted(file.getName(), UUID.randomUUID()));
    try {
      fileSystem.setWriteChecksum(false);
      fileSystem.mkdirs(file.getParent());
      if (LocalPath.isLocal(fileSystem, file)) {
        write(fileSystem, hidden, text);
        Files.move(
            LocalPath.of(fileSystem, hidden),
            LocalPath.of(fileSystem, file),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } else if (fileSystem instanceof DistributedFileSystem hdfs) {
        write(fileSystem, hidden, text);
        hdfs.rename(hidden, file, Options.Rename.OVERWRITE);
      } else {
        write(fileSystem, file, text); // An object store has no halves of files.
      }
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be written: %s.".formatted(file, OpenFault.reason(e)), e);
    }
  }

  private static void write(FileSystem fileSystem, Path file, String text) throws IOException {
    try (OutputStream out = fileSystem.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
