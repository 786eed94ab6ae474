package dev.maskwise.reader.object;

import java.io.Serializable;

/**
 * A file of an input.
 *
 * @param path with its scheme
 * @param input 0 is the truth, then come the models
 * @param bytes its size, as it lies there
 */
public record ObjectFile(String path, int input, long bytes) implements Serializable {

  /** Whether it is of the truth. */
  public boolean isTruth() {
    return input == 0;
  }
}
