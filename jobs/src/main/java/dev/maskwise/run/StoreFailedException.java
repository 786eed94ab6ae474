package dev.maskwise.run;

import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Files of a run or a store cannot be written, or its file system cannot be reached: nothing is
 * wrong with what was asked, and the same may succeed later. The message is one sentence for the
 * user: what, where, and what to do.
 */
public final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreFailedException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /**
   * A file that cannot be written or read.
   *
   * @param what what cannot be done: "store/refs/prod cannot be written"
   */
  public static StoreFailedException of(String what, IOException cause) {
    return new StoreFailedException(
        "%s: %s. See to the file system, then do the same again."
            .formatted(what, OpenFault.reason(cause).replaceAll("\\.$", "")),
        cause);
  }
}
