package dev.maskwise.codec.format;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.ValuesAsLabels;
import dev.maskwise.codec.npy.NpyLabels;
import dev.maskwise.codec.png.PngRows;

/** Label maps of every format, told by their first bytes and never by their names. */
public final class LabelMaps {
  private LabelMaps() {}

  /**
   * Opens a file as numbers or colours, whatever they mean. Where the format stores labels of one
   * or two bytes, these are {@link LabelsAsValues}.
   *
   * @param file referenced, not copied
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is of no known format, too large, or malformed
   */
  public static ValueRows values(byte[] file, long maxPixels) throws MalformedException {
    return new LabelsAsValues(
        NpyLabels.begins(file) ? NpyLabels.open(file, maxPixels) : PngRows.open(file, maxPixels));
  }

  /**
   * Opens a file whose numbers are labels.
   *
   * @throws MalformedException as {@link #values} says, and when the file holds colours
   */
  public static LabelMapRows open(byte[] file, long maxPixels) throws MalformedException {
    return ValuesAsLabels.of(values(file, maxPixels));
  }
}
