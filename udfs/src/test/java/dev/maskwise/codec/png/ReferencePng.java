package dev.maskwise.codec.png;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The plain way to read an 8-bit PNG: {@link Inflater} and the filter formulas byte by byte. It
 * trusts its input; tests compare against it and benchmarks measure it.
 */
public final class ReferencePng {
  private static final int IDAT = 0x49444154;

  private ReferencePng() {}

  /** The pixels of a file that is not interlaced. */
  public static byte[] decode(byte[] file) throws DataFormatException {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int width = chunks.getInt(16);
    int height = chunks.getInt(20);
    byte[] stored = new byte[1 + width];
    byte[] pixels = new byte[width * height];
    int chunk = 8;
    Inflater inflater = new Inflater();
    try {
      for (int y = 0; y < height; y++) {
        int filled = 0;
        while (filled < stored.length) {
          int inflated = inflater.inflate(stored, filled, stored.length - filled);
          filled += inflated;
          if (inflated == 0) {
            while (chunks.getInt(chunk + 4) != IDAT) {
              chunk += 12 + chunks.getInt(chunk);
            }
            inflater.setInput(file, chunk + 8, chunks.getInt(chunk));
            chunk += 12 + chunks.getInt(chunk);
          }
        }
        restore(stored, pixels, y * width, width);
      }
    } finally {
      inflater.end();
    }
    return pixels;
  }

  private static void restore(byte[] stored, byte[] pixels, int at, int width) {
    int filter = stored[0];
    for (int x = 0; x < width; x++) {
      int a = x == 0 ? 0 : pixels[at + x - 1] & 0xff;
      int b = at == 0 ? 0 : pixels[at + x - width] & 0xff;
      int c = x == 0 || at == 0 ? 0 : pixels[at + x - width - 1] & 0xff;
      pixels[at + x] = (byte) (stored[1 + x] + predict(filter, a, b, c));
    }
  }

  /** The prediction of a filter from the bytes to the left, above, and above the left. */
  static int predict(int filter, int a, int b, int c) {
    return switch (filter) {
      case 0 -> 0;
      case 1 -> a;
      case 2 -> b;
      case 3 -> (a + b) / 2;
      case 4 -> {
        int p = a + b - c;
        int pa = Math.abs(p - a);
        int pb = Math.abs(p - b);
        int pc = Math.abs(p - c);
        yield pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      }
      default -> throw new IllegalArgumentException("no filter " + filter);
    };
  }
}
