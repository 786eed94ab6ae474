package dev.maskwise.codec;

/**
 * A map of numbers or colours, read from top to bottom, some rows at a time. What they mean is not
 * said here: numbers may be labels as they are ({@link ValuesAsLabels}), or a table may say which
 * label each value means.
 *
 * <p>Not thread-safe. After an exception the rows that remain are undefined.
 */
public interface ValueRows extends AutoCloseable {

  /** What the values of a map are. */
  enum Kind {
    /** Whole numbers; negative ones are possible. */
    NUMBER,
    /** Colours of opaque pixels, 0xRRGGBB. */
    COLOUR
  }

  /** Pixels in a row, at least 1. */
  int width();

  /** Rows, at least 1. */
  int height();

  Kind kind();

  /** The greatest value that the type of the stored values has; at most 2^31 − 1. */
  int largest();

  /**
   * Reads the next rows into the first {@code rows × width} elements of an array. With the last row
   * the end of the data is verified too: a map read to its last row was whole.
   *
   * @param rows from 0 to the number of rows not yet read
   * @throws MalformedException when the data is malformed, cut off, or longer than the map, or a
   *     value is none: beyond 32 bits, or a colour that is not opaque
   * @throws IllegalArgumentException when fewer rows remain, or the array is too short
   */
  void read(int[] into, int rows) throws MalformedException;

  @Override
  void close();
}
