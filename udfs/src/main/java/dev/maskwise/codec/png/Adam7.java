package dev.maskwise.codec.png;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.inflate.Inflate;

/**
 * Interlaced PNG pixels (PNG specification, section 8.2): seven passes, each a small image of every
 * n-th pixel of every m-th row.
 *
 * <p>The first row is complete only when the last pass begins, so the whole map is held.
 */
final class Adam7 {
  private static final int PASSES = 7;
  private static final int[] FIRST_COLUMN = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] FIRST_ROW = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] COLUMN_STEP = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] ROW_STEP = {8, 8, 8, 4, 4, 2, 2};

  private Adam7() {}

  /** Bytes that all passes take in the file, decompressed; an empty pass takes none. */
  static long storedBytes(PngHeader header) {
    long bytes = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      int columns = columns(pass, header);
      if (columns > 0) {
        bytes += (long) Scanlines.storedBytes(columns, header.bitsPerPixel()) * rows(pass, header);
      }
    }
    return bytes;
  }

  /** Reads all passes: the labels of the map, row by row. */
  static byte[] read(PngHeader header, Inflate data) throws MalformedException {
    int pixelBytes = header.bytesPerPixel();
    int rowBytes = header.width() * pixelBytes;
    byte[] map = new byte[rowBytes * header.height()];
    byte[] line = new byte[rowBytes];
    for (int pass = 0; pass < PASSES; pass++) {
      int columns = columns(pass, header);
      if (columns == 0) {
        continue;
      }
      Scanlines lines = new Scanlines(data, columns, header);
      for (int y = FIRST_ROW[pass]; y < header.height(); y += ROW_STEP[pass]) {
        lines.read(line, 1);
        int to = y * rowBytes + FIRST_COLUMN[pass] * pixelBytes;
        for (int x = 0; x < columns; x++) {
          for (int b = 0; b < pixelBytes; b++) {
            map[to + b] = line[x * pixelBytes + b];
          }
          to += COLUMN_STEP[pass] * pixelBytes;
        }
      }
    }
    return map;
  }

  private static int columns(int pass, PngHeader header) {
    return every(COLUMN_STEP[pass], FIRST_COLUMN[pass], header.width());
  }

  private static int rows(int pass, PngHeader header) {
    return every(ROW_STEP[pass], FIRST_ROW[pass], header.height());
  }

  private static int every(int step, int first, int length) {
    return first >= length ? 0 : (length - first - 1) / step + 1;
  }
}
