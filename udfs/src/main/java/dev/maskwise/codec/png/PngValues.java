package dev.maskwise.codec.png;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.codec.ValueRows;

/**
 * A PNG file of any kind as values: grey values and palette indices as they are stored, like those
 * of {@link PngRows}, with an alpha channel too, and colours of 8 bits a channel.
 *
 * <p>A pixel that is not opaque is refused, because what shows through it is no value. A colour or
 * grey value that the chunk tRNS calls transparent is one like any other.
 */
public final class PngValues implements ValueRows {
  private final PngRows pixels;
  private final RowCursor cursor;
  private final int channels;

  /** 1, or 2 where a sample has 16 bits. */
  private final int sampleBytes;

  private byte[] samples = {};

  private PngValues(PngRows pixels) {
    this.pixels = pixels;
    cursor = new RowCursor(pixels.height(), pixels.width());
    channels = pixels.header().channels();
    sampleBytes = pixels.header().depth() == 16 ? 2 : 1;
  }

  /**
   * Opens a file that lies in memory; it is referenced, not copied.
   *
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no PNG, too large, or malformed up to its first
   *     pixel, or has 16 bits a channel of a colour
   */
  public static ValueRows open(byte[] file, long maxPixels) throws MalformedException {
    PngRows pixels = PngRows.ofAnyKind(file, maxPixels);
    return pixels.header().channels() == 1 ? new LabelsAsValues(pixels) : new PngValues(pixels);
  }

  @Override
  public int width() {
    return pixels.width();
  }

  @Override
  public int height() {
    return pixels.height();
  }

  @Override
  public Kind kind() {
    return channels > 2 ? Kind.COLOUR : Kind.NUMBER;
  }

  @Override
  public int largest() {
    return channels > 2 ? 0xffffff : sampleBytes == 2 ? 0xffff : 0xff;
  }

  @Override
  public void read(int[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    int count = rows * width();
    int bytes = Math.multiplyExact(count, pixels.bytesPerPixel());
    if (samples.length < bytes) {
      samples = new byte[bytes];
    }
    pixels.read(samples, rows);
    for (int i = 0; i < count; i++) {
      int at = i * channels * sampleBytes;
      into[i] =
          channels > 2
              ? sample(at) << 16 | sample(at + 1) << 8 | sample(at + 2)
              : sampleBytes == 1 ? sample(at) : sample(at) | sample(at + 1) << 8;
    }
    if (channels % 2 == 0) {
      requireOpaque(into, count, first);
    }
  }

  private int sample(int at) {
    return samples[at] & 0xff;
  }

  private void requireOpaque(int[] values, int count, int firstRow) throws MalformedException {
    int pixelBytes = channels * sampleBytes;
    int opaque = sampleBytes == 1 ? 0xff : 0xffff;
    for (int i = 0; i < count; i++) {
      int last = (i + 1) * pixelBytes - 1;
      int alpha = sampleBytes == 1 ? sample(last) : sample(last - 1) | sample(last) << 8;
      if (alpha != opaque) {
        throw new MalformedException(
            "holds at (%d, %d) %s with the alpha %d of %d: a label map is opaque, so save it without alpha"
                .formatted(
                    i % width(),
                    firstRow + i / width(),
                    channels == 4
                        ? "the colour #%06x".formatted(values[i])
                        : "the grey " + values[i],
                    alpha,
                    opaque));
      }
    }
  }

  @Override
  public void close() {
    pixels.close();
  }
}
