package dev.maskwise.codec.png;

import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.inflate.ZeroRuns;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads an 8-bit PNG as {@link PngRows} does, but with the {@link Inflater} of the JDK: what our
 * own decompression is measured against. It trusts its input.
 */
public final class InflaterPng {
  private static final int IDAT = 0x49444154;
  private static final int STRIP_ROWS = 32;

  private InflaterPng() {}

  /** Reads a file that is not interlaced, strip by strip; the result is the last strip. */
  public static byte[] readStrips(byte[] file) throws DataFormatException {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int width = chunks.getInt(16);
    int height = chunks.getInt(20);
    byte[] stored = new byte[STRIP_ROWS * (1 + width) + Long.BYTES];
    byte[] strip = new byte[STRIP_ROWS * width];
    LabelRow row = new LabelRow(width);
    Unfilter unfilter = new Unfilter(width, 1, new ZeroRuns(0));
    int chunk = 8;
    Inflater inflater = new Inflater();
    try {
      for (int y = 0; y < height; y += STRIP_ROWS) {
        int rows = Math.min(STRIP_ROWS, height - y);
        int filled = 0;
        while (filled < rows * (1 + width)) {
          int inflated = inflater.inflate(stored, filled, rows * (1 + width) - filled);
          filled += inflated;
          if (inflated == 0) {
            while (chunks.getInt(chunk + 4) != IDAT) {
              chunk += 12 + chunks.getInt(chunk);
            }
            inflater.setInput(file, chunk + 8, chunks.getInt(chunk));
            chunk += 12 + chunks.getInt(chunk);
          }
        }
        for (int r = 0; r < rows; r++) {
          int from = r * (1 + width);
          unfilter.row(stored[from], stored, from + 1, row);
          System.arraycopy(row.labels(), 0, strip, r * width, width);
        }
      }
    } finally {
      inflater.end();
    }
    return strip;
  }
}
