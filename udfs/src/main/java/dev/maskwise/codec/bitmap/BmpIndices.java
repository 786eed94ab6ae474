package dev.maskwise.codec.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The indices of a BMP file of 8 bits a pixel without compression, which most label maps are. */
final class BmpIndices {
  private static final int HEADER = 14;
  private static final int LEAST_HEADER = 40;
  private static final int START = 10;
  private static final int WIDTH = 18;
  private static final int HEIGHT = 22;
  private static final int PLANES = 26;
  private static final int BITS = 28;
  private static final int COMPRESSION = 30;

  private BmpIndices() {}

  /** One byte a pixel from the top; null for any other file, which the JDK reads or refuses. */
  static byte @Nullable [] of(byte[] file, int width, int height) {
    if (file.length < HEADER + LEAST_HEADER) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int start = fields.getInt(START);
    int rows = fields.getInt(HEIGHT);
    long stride = (width + 3L) / Integer.BYTES * Integer.BYTES;
    boolean isPlain =
        fields.getInt(HEADER) >= LEAST_HEADER
            && fields.getInt(WIDTH) == width
            && Math.abs((long) rows) == height
            && fields.getShort(PLANES) == 1
            && fields.getShort(BITS) == Byte.SIZE
            && fields.getInt(COMPRESSION) == 0
            && start >= HEADER + LEAST_HEADER
            && start + stride * height <= file.length;
    if (!isPlain) {
      return null;
    }
    byte[] indices = new byte[width * height];
    for (int y = 0; y < height; y++) {
      int stored = rows > 0 ? height - 1 - y : y;
      System.arraycopy(file, (int) (start + stored * stride), indices, y * width, width);
    }
    return indices;
  }
}
