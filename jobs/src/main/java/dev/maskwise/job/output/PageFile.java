package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.run.page.RunPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the page of a run goes: a new file, or one in the place of an earlier page. */
public final class PageFile {
  private final FileSystem fileSystem;
  private final Path file;

  private PageFile(FileSystem fileSystem, Path file) {
    this.fileSystem = fileSystem;
    this.file = file;
  }

  /**
   * Sees whether a page may be written there; nothing is written yet.
   *
   * @param overwrite whether a page that is there is replaced; another file never is
   * @throws InputRefusedException when it may not
   */
  public static PageFile of(Configuration hadoop, String location, boolean overwrite) {
    try {
      Path file = new Path(location);
      FileSystem fileSystem = file.getFileSystem(hadoop);
      fileSystem.setWriteChecksum(false);
      if (fileSystem.exists(file)) {
        InputRefusedException.require(
            overwrite,
            "--out %s is there already: choose another name, or replace it with --overwrite."
                .formatted(location));
        InputRefusedException.require(
            isPage(fileSystem, file),
            "--out %s is not the page of a run, so that it is not replaced: choose another name."
                .formatted(location));
      }
      return new PageFile(fileSystem, file);
    } catch (IOException e) {
      throw new InputRefusedException(
          "--out %s cannot be written: %s.".formatted(location, OpenFault.reason(e)), e);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "--out %s is not a path: %s.".formatted(location, e.getMessage()), e);
    }
  }

  private static boolean isPage(FileSystem fileSystem, Path file) throws IOException {
    byte[] mark = RunPage.MARK.getBytes(StandardCharsets.UTF_8);
    if (fileSystem.getFileStatus(file).isDirectory()) {
      return false;
    }
    try (InputStream in = fileSystem.open(file)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }

  /**
   * Writes the page.
   *
   * @throws InputRefusedException when it cannot be written
   */
  public void write(String page) {
    try (OutputStream out = fileSystem.create(file, /* overwrite= */ true)) {
      out.write(page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InputRefusedException(
          "--out %s cannot be written: %s.".formatted(file, OpenFault.reason(e)), e);
    }
  }
}
