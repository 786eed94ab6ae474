package dev.maskwise.codec.png;

import dev.maskwise.codec.inflate.ZlibStreams;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files as other encoders do: any depth, palette, filter, compression and cut into
 * chunks.
 */
public final class PngFixture {
  /**
   * The filter whose differences have the smallest sum, row by row, as libpng and Pillow choose it.
   */
  public static final IntUnaryOperator ADAPTIVE = y -> -1;

  private final int width;
  private final int height;
  private final int depth;
  private final int channels;
  private final byte[] samples;
  private int colour;
  private boolean interlaced;
  private IntUnaryOperator filter = y -> 0;
  private int level = 6;
  private int strategy = Deflater.DEFAULT_STRATEGY;
  private int dataChunkBytes = 1 << 16;

  private PngFixture(byte[] samples, int width, int height, int depth, int channels) {
    this.channels = channels;
    this.samples = samples;
    this.width = width;
    this.height = height;
    this.depth = depth;
  }

  /**
   * A grey map.
   *
   * @param samples a byte a pixel; with a depth of 16, two bytes little-endian
   */
  public static PngFixture grey(byte[] samples, int width, int height, int depth) {
    return new PngFixture(samples, width, height, depth, 1);
  }

  /** Pixels of several samples: 2 of grey and alpha, 3 of a colour, 4 of a colour and alpha. */
  public static PngFixture channels(
      byte[] samples, int width, int height, int depth, int channels) {
    PngFixture fixture = new PngFixture(samples, width, height, depth, channels);
    fixture.colour = channels == 2 ? 4 : channels == 3 ? 2 : 6;
    return fixture;
  }

  public static PngFixture palette(byte[] samples, int width, int height, int depth) {
    PngFixture fixture = new PngFixture(samples, width, height, depth, 1);
    fixture.colour = 3;
    return fixture;
  }

  /** The filter of each row, 0 to 4, or {@link #ADAPTIVE}. */
  public PngFixture filter(IntUnaryOperator filter) {
    this.filter = filter;
    return this;
  }

  public PngFixture interlaced() {
    interlaced = true;
    return this;
  }

  public PngFixture deflate(int level, int strategy) {
    this.level = level;
    this.strategy = strategy;
    return this;
  }

  public PngFixture dataChunkBytes(int bytes) {
    dataChunkBytes = bytes;
    return this;
  }

  public byte[] encode() {
    ByteArrayOutputStream palette = new ByteArrayOutputStream();
    if (colour == 3) {
      palette.writeBytes(chunk("PLTE", new byte[3 << depth]));
    }
    byte[] data = ZlibStreams.deflate(scanlines(), strategy, level);
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int at = 0; at < data.length; at += dataChunkBytes) {
      int end = Math.min(data.length, at + dataChunkBytes);
      chunks.writeBytes(chunk("IDAT", Arrays.copyOfRange(data, at, end)));
    }
    return file(
        header(width, height, depth, colour, interlaced ? 1 : 0),
        chunk("pHYs", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 0}),
        palette.toByteArray(),
        chunks.toByteArray(),
        chunk("tEXt", "Title\0labels".getBytes(StandardCharsets.US_ASCII)),
        chunk("IEND", new byte[0]));
  }

  /** The stored rows before compression, filters included. */
  byte[] scanlines() {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    if (!interlaced) {
      filterPass(rows, 0, 0, 1, 1);
      return rows.toByteArray();
    }
    filterPass(rows, 0, 0, 8, 8);
    filterPass(rows, 4, 0, 8, 8);
    filterPass(rows, 0, 4, 4, 8);
    filterPass(rows, 2, 0, 4, 4);
    filterPass(rows, 0, 2, 2, 4);
    filterPass(rows, 1, 0, 2, 2);
    filterPass(rows, 0, 1, 1, 2);
    return rows.toByteArray();
  }

  private void filterPass(ByteArrayOutputStream rows, int x0, int y0, int dx, int dy) {
    if (x0 >= width) {
      return;
    }
    int columns = (width - x0 + dx - 1) / dx;
    byte[] above = new byte[(columns * channels * depth + 7) / 8];
    for (int y = y0; y < height; y += dy) {
      byte[] row = new byte[above.length];
      for (int i = 0; i < columns * channels; i++) {
        int pixel = (y * width + x0 + i / channels * dx) * channels + i % channels;
        if (depth == 16) {
          row[2 * i] = samples[2 * pixel + 1];
          row[2 * i + 1] = samples[2 * pixel];
        } else {
          row[i * depth / 8] |= (byte) (samples[pixel] << (8 - depth - i * depth % 8));
        }
      }
      int chosen = filter.applyAsInt(y);
      byte[] best = difference(row, above, Math.max(0, chosen));
      for (int f = 1; f <= 4 && chosen < 0; f++) {
        byte[] other = difference(row, above, f);
        best = magnitude(other) < magnitude(best) ? other : best;
      }
      rows.writeBytes(best);
      above = row;
    }
  }

  private byte[] difference(byte[] row, byte[] above, int filter) {
    int step = depth == 16 ? 2 * channels : channels;
    byte[] stored = new byte[1 + row.length];
    stored[0] = (byte) filter;
    for (int i = 0; i < row.length; i++) {
      int a = i < step ? 0 : row[i - step] & 0xff;
      int b = above[i] & 0xff;
      int c = i < step ? 0 : above[i - step] & 0xff;
      stored[1 + i] = (byte) (row[i] - ReferencePng.predict(filter, a, b, c));
    }
    return stored;
  }

  private static int magnitude(byte[] stored) {
    int sum = 0;
    for (int i = 1; i < stored.length; i++) {
      sum += Math.abs(stored[i]);
    }
    return sum;
  }

  /** A file of the signature and these parts. */
  static byte[] file(byte[]... parts) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    for (byte[] part : parts) {
      file.writeBytes(part);
    }
    return file.toByteArray();
  }

  static byte[] header(int width, int height, int depth, int colour, int interlace) {
    ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
    data.put((byte) depth).put((byte) colour).put(12, (byte) interlace);
    return chunk("IHDR", data.array());
  }

  static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }
}
