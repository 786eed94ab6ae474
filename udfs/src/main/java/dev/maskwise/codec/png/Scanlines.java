package dev.maskwise.codec.png;

import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.LittleEndian;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.PackedPixels;
import dev.maskwise.codec.inflate.Inflate;

/**
 * The rows of one image, or of one pass of an interlaced image, as labels.
 *
 * <p>Rows of 8-bit samples are restored where the caller wants them. Rows of other depths are
 * restored in a buffer first and then spread to a byte a pixel, or turned to little-endian. Pixels
 * of several samples come as these, one after another.
 */
final class Scanlines {
  private static final int WORD = Long.BYTES;
  private static final long LOW_BYTES = 0x00ff_00ff_00ff_00ffL;

  private final Inflate data;
  private final int width;
  private final int depth;

  /** Bytes of a row as it is given. */
  private final int labelBytes;

  private final int rowBytes;
  private final Unfilter unfilter;

  /** The row as it is stored, where it is not the row of labels. */
  private final LabelRow line;

  /**
   * @param width that of the image or the pass
   */
  Scanlines(Inflate data, int width, PngHeader header) {
    this.data = data;
    this.width = width;
    depth = header.depth();
    labelBytes = width * header.bytesPerPixel();
    rowBytes = storedBytes(width, header.bitsPerPixel()) - 1;
    line = new LabelRow(rowBytes);
    unfilter = new Unfilter(rowBytes, header.bytesPerPixel(), data.zeros());
  }

  /** Bytes of a row in the file, its filter included. */
  static int storedBytes(int width, int bitsPerPixel) {
    return 1 + (int) (((long) width * bitsPerPixel + 7) / 8);
  }

  /** Reads the next rows into the beginning of an array. */
  void read(byte[] into, int rows) throws MalformedException {
    byte[] stored = line.labels();
    for (int r = 0; r < rows; r++) {
      restore(line);
      int at = r * labelBytes;
      switch (depth) {
        case 8 -> System.arraycopy(stored, 0, into, at, labelBytes);
        case 16 -> swap(stored, into, at, labelBytes);
        default -> PackedPixels.spread(stored, 0, into, at, width, depth);
      }
    }
  }

  /** Turns a row into the next one. */
  void next(LabelRow row) throws MalformedException {
    if (depth == 8) {
      restore(row);
      return;
    }
    byte[] below = new byte[row.length()];
    read(below, 1);
    row.replace(below, 0);
  }

  private void restore(LabelRow row) throws MalformedException {
    if (!data.require(1 + rowBytes)) {
      throw new MalformedException("is damaged: it holds fewer rows than it declares");
    }
    int at = data.position();
    int filter = data.buffer()[at] & 0xff;
    if (!unfilter.row(filter, data.buffer(), at + 1, row)) {
      throw new MalformedException("is damaged: a row has the unknown filter " + filter);
    }
    data.skip(1 + rowBytes);
  }

  private static void swap(byte[] bigEndian, byte[] into, int at, int length) {
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      long word = LittleEndian.get(bigEndian, i);
      LittleEndian.put(into, at + i, ((word & LOW_BYTES) << 8) | ((word >>> 8) & LOW_BYTES));
    }
    for (; i < length; i += 2) {
      into[at + i] = bigEndian[i + 1];
      into[at + i + 1] = bigEndian[i];
    }
  }
}
