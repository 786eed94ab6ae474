package dev.maskwise.codec.rle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.kernel.run.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks as COCO writes one of them in JSON, {@code {"size": [height, width], "counts": …}}, with
 * the text of the runs or their lengths; or an array of such masks, one for each class.
 */
public final class RunFile {
  private static final Pattern BEGINNING =
      Pattern.compile("\\s*(\\[\\s*)?\\{\\s*\"(size|counts)\"\\s*:.*", Pattern.DOTALL);

  /** Blanks before a mask are a few. */
  private static final int LOOKED_AT = 200;

  private RunFile() {}

  /** Whether a file may be one of runs, by its first bytes. */
  public static boolean begins(byte[] file) {
    String beginning = new String(file, 0, Math.min(file.length, LOOKED_AT), ISO_8859_1);
    return BEGINNING.matcher(beginning).matches();
  }

  /**
   * Opens a file of one mask, whose foreground is 1.
   *
   * @param maxPixels the most pixels to accept
   * @throws MalformedException when it is no such mask, or not one alone, or too large
   */
  public static ValueRows open(byte[] file, long maxPixels) throws MalformedException {
    List<ValueRows> masks = planes(file, maxPixels);
    if (masks.size() != 1) {
      throw new MalformedException(
          "holds %d masks of runs, but a label map is one: masks of several classes are a task of their own"
              .formatted(masks.size()));
    }
    return masks.get(0);
  }

  /**
   * Opens a file of masks, one for each class.
   *
   * @throws MalformedException when one of them is no mask, or too large
   */
  public static List<ValueRows> planes(byte[] file, long maxPixels) throws MalformedException {
    List<ValueRows> masks = new ArrayList<>();
    for (Runs runs : new RunJson(file, maxPixels).masks()) {
      masks.add(new LabelsAsValues(new RunRows(runs)));
    }
    return masks;
  }
}
