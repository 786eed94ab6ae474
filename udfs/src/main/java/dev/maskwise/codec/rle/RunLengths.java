package dev.maskwise.codec.rle;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.Runs;

/**
 * Lengths of runs down the columns, background and foreground in turn, beginning with background:
 * the uncompressed form of COCO's files.
 */
public final class RunLengths {
  private RunLengths() {}

  /**
   * The lengths of the runs of a mask; the first is 0 where its first pixel is foreground, and
   * without a pixel there is none.
   */
  public static int[] of(Runs runs) {
    int pixels = runs.height() * runs.width();
    int count = runs.count();
    boolean rest = pixels > 0 && (count == 0 || runs.end(count - 1) < pixels);
    int[] lengths = new int[2 * count + (rest ? 1 : 0)];
    int place = 0;
    for (int run = 0; run < count; run++) {
      lengths[2 * run] = runs.start(run) - place;
      place = runs.end(run);
      lengths[2 * run + 1] = place - runs.start(run);
    }
    if (rest) {
      lengths[2 * count] = pixels - place;
    }
    return lengths;
  }

  /**
   * The mask of lengths; lengths of 0 join the runs beside them. O(lengths) time and memory.
   *
   * @throws MalformedException when height or width is less than 1, a length is negative, or the
   *     lengths have not as many pixels as the mask
   */
  public static Runs decode(long[] lengths, int height, int width) throws MalformedException {
    RunBuilder mask = new RunBuilder(height, width, lengths.length);
    for (long length : lengths) {
      mask.add(length);
    }
    return mask.runs();
  }
}
