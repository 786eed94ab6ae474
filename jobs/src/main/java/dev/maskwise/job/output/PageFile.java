package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.page.RunPage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;

/** Where the page of a run goes: a new file, or one in the place of an earlier page. */
public final class PageFile {
  private final String location;
  private final Storage storage;
  private final Path file;

  private PageFile(String location, Storage storage, Path file) {
    this.location = location;
    this.storage = storage;
    this.file = file;
  }

  /**
   * Sees whether a page may be written there; nothing is written yet.
   *
   * @param overwrite whether a page that is there is replaced; another file never is
   * @throws InputRefusedException when it may not
   */
  public static PageFile of(StorageAccess access, String location, boolean overwrite) {
    try {
      Path file = Location.path(location);
      Storage storage = access.at(file);
      if (storage.exists(file)) {
        InputRefusedException.require(
            overwrite,
            "--out %s is there already: choose another name, or replace it with --overwrite."
                .formatted(location));
        InputRefusedException.require(
            isPage(storage, file),
            "--out %s is not the page of a run, so that it is not replaced: choose another name."
                .formatted(location));
      }
      return new PageFile(location, storage, file);
    } catch (IOException e) {
      throw unwritable(location, e);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "--out %s is not a path: %s.".formatted(location, e.getMessage()), e);
    }
  }

  private static InputRefusedException unwritable(String location, IOException e) {
    return new InputRefusedException(
        "--out %s cannot be written: %s.".formatted(location, OpenFault.reason(e)), e);
  }

  private static boolean isPage(Storage storage, Path file) throws IOException {
    byte[] mark = RunPage.MARK.getBytes(StandardCharsets.UTF_8);
    if (OpenFault.beforeOpening(storage, file) != null) {
      return false;
    }
    try (InputStream in = storage.open(file)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    } catch (FileNotFoundException e) {
      return false; // It is a directory.
    }
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @throws InputRefusedException when it cannot be written
   */
  public void write(String page) {
    try {
      storage.replace(file, page);
    } catch (IOException e) {
      throw unwritable(location, e);
    }
  }
}
