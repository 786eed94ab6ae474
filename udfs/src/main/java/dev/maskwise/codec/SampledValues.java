package dev.maskwise.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Pixels of one or several samples as values: one of a number, two of a number and its alpha, three
 * of a colour, four of a colour and its alpha. A pixel that is not opaque is refused, because what
 * shows through it is no value.
 */
public final class SampledValues implements ValueRows {
  private final LabelMapRows samples;
  private final int channels;
  private final int sampleBytes;
  private final boolean signed;
  private final RowCursor cursor;
  private byte[] strip = {};

  /**
   * @param samples gives the samples of a pixel one after another, each little-endian; this reader
   *     takes it over and closes it
   * @param channels 1 to 4
   * @param sampleBytes 1, 2, 4 or 8; 1 of a colour
   * @param signed whether numbers have a sign
   */
  public SampledValues(LabelMapRows samples, int channels, int sampleBytes, boolean signed) {
    this.samples = samples;
    this.channels = channels;
    this.sampleBytes = sampleBytes;
    this.signed = signed;
    this.cursor = new RowCursor(samples.height(), samples.width());
  }

  @Override
  public int width() {
    return samples.width();
  }

  @Override
  public int height() {
    return samples.height();
  }

  @Override
  public Kind kind() {
    return channels > 2 ? Kind.COLOUR : Kind.NUMBER;
  }

  @Override
  public int largest() {
    int bits = channels > 2 ? 24 : Byte.SIZE * sampleBytes - (signed ? 1 : 0);
    return bits < Integer.SIZE ? (int) ((1L << bits) - 1) : Integer.MAX_VALUE;
  }

  @Override
  public void read(int[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    int count = rows * width();
    int pixelBytes = channels * sampleBytes;
    int bytes = Math.multiplyExact(count, pixelBytes);
    if (strip.length < bytes + Long.BYTES) {
      strip = new byte[bytes + Long.BYTES];
    }
    samples.read(strip, rows);
    if (channels > 2) {
      for (int i = 0, at = 0; i < count; i++, at += channels) {
        into[i] = (strip[at] & 0xff) << 16 | (strip[at + 1] & 0xff) << 8 | (strip[at + 2] & 0xff);
      }
    } else {
      takeNumbers(into, count, first);
    }
    if (channels % 2 == 0) {
      requireOpaque(into, count, first);
    }
  }

  private void takeNumbers(int[] into, int count, int firstRow) throws MalformedException {
    int step = channels * sampleBytes;
    if (step == Integer.BYTES && signed) {
      ByteBuffer.wrap(strip).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(into, 0, count);
      return;
    }
    int unused = Long.SIZE - Byte.SIZE * sampleBytes;
    long sign = signed ? 0 : Long.MIN_VALUE;
    long wide = 0;
    for (int i = 0; i < count; i++) {
      long word = LittleEndian.get(strip, i * step) << unused;
      long number = signed ? word >> unused : word >>> unused;
      into[i] = (int) number;
      wide |= (number ^ (int) number) | (number & sign);
    }
    if (wide != 0) {
      refuseWide(count, firstRow);
    }
  }

  /** Looks for the number that has more bits than a value, which takes longer. */
  private void refuseWide(int count, int firstRow) throws MalformedException {
    int unused = Long.SIZE - Byte.SIZE * sampleBytes;
    for (int i = 0; i < count; i++) {
      long word = LittleEndian.get(strip, i * channels * sampleBytes) << unused;
      long number = signed ? word >> unused : word >>> unused;
      if (number != (int) number || (number < 0 && !signed)) {
        throw StoredNumbers.beyond(
            signed ? String.valueOf(number) : Long.toUnsignedString(number),
            i % width(),
            firstRow + i / width());
      }
    }
  }

  private void requireOpaque(int[] values, int count, int firstRow) throws MalformedException {
    int unused = Long.SIZE - Byte.SIZE * sampleBytes;
    long opaque = -1L >>> unused;
    for (int i = 0; i < count; i++) {
      long alpha =
          LittleEndian.get(strip, ((i + 1) * channels - 1) * sampleBytes) << unused >>> unused;
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
    samples.close();
  }
}
