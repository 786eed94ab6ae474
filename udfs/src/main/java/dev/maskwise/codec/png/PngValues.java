package dev.maskwise.codec.png;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.SampledValues;
import dev.maskwise.codec.ValueRows;

/**
 * A PNG file of any kind as values: grey values and palette indices as they are stored, like those
 * of {@link PngRows}, with an alpha channel too, and colours of 8 bits a channel. A colour or grey
 * value that the chunk tRNS calls transparent is one like any other.
 */
public final class PngValues {
  private PngValues() {}

  /**
   * Opens a file that lies in memory; it is referenced, not copied.
   *
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no PNG, too large, or malformed up to its first
   *     pixel, or has 16 bits a channel of a colour
   */
  public static ValueRows open(byte[] file, long maxPixels) throws MalformedException {
    PngRows rows = PngRows.ofAnyKind(file, maxPixels);
    PngHeader header = rows.header();
    return header.channels() == 1
        ? new LabelsAsValues(rows)
        : new SampledValues(
            rows, header.channels(), header.bytesPerPixel() / header.channels(), false);
  }
}
