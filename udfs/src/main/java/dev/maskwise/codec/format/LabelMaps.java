package dev.maskwise.codec.format;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.ValuesAsLabels;
import dev.maskwise.codec.bitmap.BitmapValues;
import dev.maskwise.codec.npy.NpyValues;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.png.PngValues;
import dev.maskwise.codec.rle.RunFile;
import dev.maskwise.codec.tiff.TiffValues;
import java.util.List;
import java.util.Optional;

/** Label maps of every format, told by their first bytes and never by their names. */
public final class LabelMaps {
  /** Bytes of a file that tell what it is. */
  public static final int BEGINNING = ForeignFormat.BEGINNING;

  private LabelMaps() {}

  /**
   * What a file is that is of no format that is read, a clause after its name; empty where it may
   * be a label map.
   *
   * @param beginning its first bytes
   */
  public static Optional<String> foreign(byte[] beginning) {
    return PngRows.begins(beginning)
            || TiffValues.begins(beginning)
            || NpyValues.begins(beginning)
            || BitmapValues.begins(beginning)
            || RunFile.begins(beginning)
        ? Optional.empty()
        : Optional.of(ForeignFormat.clause(beginning));
  }

  /**
   * Opens a file as numbers or colours, whatever they mean. Where the format stores labels of one
   * or two bytes, these are {@link LabelsAsValues}.
   *
   * @param file referenced, not copied
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is of no known format, too large, or malformed
   */
  public static ValueRows values(byte[] file, long maxPixels) throws MalformedException {
    if (PngRows.begins(file)) {
      return PngValues.open(file, maxPixels);
    }
    if (TiffValues.begins(file)) {
      return TiffValues.open(file, maxPixels);
    }
    if (NpyValues.begins(file)) {
      return NpyValues.open(file, maxPixels);
    }
    if (BitmapValues.begins(file)) {
      return BitmapValues.open(file, maxPixels);
    }
    if (RunFile.begins(file)) {
      return RunFile.open(file, maxPixels);
    }
    throw new MalformedException(ForeignFormat.clause(file));
  }

  /**
   * Opens a file of masks, one for each class: the planes of a NumPy array, an array of masks of
   * runs, or of one class a file of any format.
   *
   * @throws MalformedException as {@link #values} says
   */
  public static List<ValueRows> planes(byte[] file, long maxPixels) throws MalformedException {
    if (NpyValues.begins(file)) {
      return NpyValues.planes(file, maxPixels);
    }
    return RunFile.begins(file)
        ? RunFile.planes(file, maxPixels)
        : List.of(values(file, maxPixels));
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
