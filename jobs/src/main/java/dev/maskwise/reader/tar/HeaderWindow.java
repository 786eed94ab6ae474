package dev.maskwise.reader.tar;

import dev.maskwise.reader.file.SeekableFile;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The piece of a tar that was read last. It grows while the next header lies within it or right
 * behind, and shrinks while contents lie between, so that small members are read in large pieces
 * and large ones are passed over.
 */
final class HeaderWindow {
  private static final int BLOCK = 512;
  private static final int LEAST = 4 << 10;
  private static final int MOST = 1 << 20;

  private final SeekableFile file;
  private final long size;
  private byte[] bytes = new byte[LEAST];
  private long start;
  private int length;

  HeaderWindow(SeekableFile file, long size) {
    this.file = file;
    this.size = size;
  }

  /** The size of the file. */
  long size() {
    return size;
  }

  /**
   * A block.
   *
   * @throws EOFException when the file ends before its end; without words
   */
  byte[] block(long from) throws IOException {
    return bytes(from, BLOCK);
  }

  /**
   * Some bytes, at most {@link #MOST} and a block.
   *
   * @throws EOFException when the file ends before; without words
   */
  byte[] bytes(long from, int count) throws IOException {
    if (from < start || from + count > start + length) {
      if (from + count > size) {
        throw new EOFException("");
      }
      read(from, count);
    }
    int at = (int) (from - start);
    return Arrays.copyOfRange(bytes, at, at + count);
  }

  private void read(long from, int count) throws IOException {
    boolean close = from - (start + length) < bytes.length;
    int next = close ? Math.min(2 * bytes.length, MOST) : Math.max(bytes.length / 2, LEAST);
    if (Math.max(next, count) != bytes.length) {
      bytes = new byte[Math.max(next, count)];
    }
    start = from;
    length = file.read(from, bytes, 0, (int) Math.min(bytes.length, size - from));
    if (length < count) {
      throw new EOFException("");
    }
  }
}
