package dev.maskwise.reader.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/** An open file of which pieces are read, anywhere in it, by one thread. */
public interface SeekableFile extends Closeable {

  /**
   * Reads a piece.
   *
   * @return how many bytes it has: as many as were asked for, unless the file ends before
   */
  int read(long from, byte[] into, int at, int length) throws IOException;

  /**
   * Reads a whole piece.
   *
   * @throws EOFException when the file ends before
   */
  default void readFully(long from, byte[] into) throws IOException {
    if (read(from, into, 0, into.length) < into.length) {
      throw new EOFException("it ends before the byte " + (from + into.length));
    }
  }
}
