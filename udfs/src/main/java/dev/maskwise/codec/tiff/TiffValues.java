package dev.maskwise.codec.tiff;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.SampledValues;
import dev.maskwise.codec.ValueRows;

/**
 * A label map stored as a TIFF, BigTIFF or GeoTIFF file (TIFF 6.0, Adobe's supplements, the BigTIFF
 * design): one image of one band of whole numbers with 1 to 64 bits, of palette indices, or of RGB
 * colours with 8 bits a channel, either with alpha.
 *
 * <p>Strips and tiles; not compressed, PackBits, LZW or Deflate; with the predictor for whole
 * numbers; both byte orders. What a GeoTIFF says of places, and its value for no data, is not
 * looked at: the value is a number like any other.
 *
 * <p>Refused: several images or bands, other compressions, floating-point numbers, sparse files,
 * and grey in which 0 is white.
 *
 * <p>Cost: opening reads the directories only. Memory is a strip, or the tiles that lie side by
 * side; no more than the declared size.
 */
public final class TiffValues {
  private TiffValues() {}

  /** Whether a file may be a TIFF file, by its first bytes. */
  public static boolean begins(byte[] file) {
    return TiffFields.begins(file);
  }

  /**
   * Opens a file that lies in memory; it is referenced, not copied.
   *
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no such label map, too large, or malformed up to
   *     its first pixel
   */
  public static ValueRows open(byte[] file, long maxPixels) throws MalformedException {
    TiffLayout layout = TiffLayout.of(TiffFields.read(file), file.length, maxPixels);
    TiffRows rows = new TiffRows(file, layout);
    return layout.samples() == 1 && layout.bits() <= Short.SIZE && !layout.signed()
        ? new LabelsAsValues(rows)
        : new SampledValues(rows, layout.samples(), layout.sampleBytes(), layout.signed());
  }
}
