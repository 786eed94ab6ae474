package dev.maskwise.codec;

/**
 * A label map read from top to bottom, some rows at a time; nothing larger is held.
 *
 * <p>Not thread-safe. After an exception the rows that remain are undefined.
 */
public interface LabelMapRows extends AutoCloseable {

  /** Pixels in a row, at least 1. */
  int width();

  /** Rows, at least 1. */
  int height();

  /** 1, or 2 when labels are stored little-endian in two bytes. */
  int bytesPerPixel();

  /**
   * Reads the next rows into the first {@code rows × width × bytesPerPixel} bytes of an array. With
   * the last row the end of the data is verified too: a map read to its last row was whole.
   *
   * @param rows from 0 to the number of rows not yet read
   * @throws MalformedException when the data is malformed, cut off, or longer than the map
   * @throws IllegalArgumentException when fewer rows remain, or the array is too short
   */
  void read(byte[] into, int rows) throws MalformedException;

  /**
   * Turns a row into the next one. With the last row the end of the data is verified too. A map is
   * read with this method or with {@link #read}, not with both.
   *
   * @param row what the call before left, or a new row for the first one
   * @throws MalformedException when the data is malformed, cut off, or longer than the map
   * @throws IllegalArgumentException when no row remains
   */
  default void next(LabelRow row) throws MalformedException {
    byte[] below = new byte[row.length()];
    read(below, 1);
    row.replace(below, 0);
  }

  @Override
  void close();
}
