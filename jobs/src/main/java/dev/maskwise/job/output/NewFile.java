package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A new file for what a command makes, where an option says. */
public final class NewFile {
  private final String place;
  private final Storage storage;
  private final Path file;

  private NewFile(String place, Storage storage, Path file) {
    this.place = place;
    this.storage = storage;
    this.file = file;
  }

  /**
   * Sees that nothing is there; nothing is written yet.
   *
   * @param option which says where, for messages
   * @throws InputRefusedException when something is, or it cannot be reached
   */
  public static NewFile of(StorageAccess access, String option, String location) {
    String place = option + " " + location;
    try {
      Path file = Location.path(location);
      Storage storage = access.at(file);
      requireNew(!storage.exists(file), place);
      return new NewFile(place, storage, file);
    } catch (IOException e) {
      throw unwritable(place, e);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException("%s is not a path: %s.".formatted(place, e.getMessage()), e);
    }
  }

  private static void requireNew(boolean isNew, String place) {
    InputRefusedException.require(
        isNew, "%s is there already: choose another name.".formatted(place));
  }

  private static InputRefusedException unwritable(String place, IOException e) {
    return new InputRefusedException(
        "%s cannot be written: %s.".formatted(place, OpenFault.reason(e)), e);
  }

  /**
   * Writes the text, whole or not at all.
   *
   * @throws InputRefusedException when it cannot be written, or something else is there by now
   */
  public void write(String text) {
    try {
      requireNew(storage.create(file, text), place);
    } catch (IOException e) {
      throw unwritable(place, e);
    }
  }
}
