package dev.maskwise.kernel.count;

import java.util.Arrays;

/**
 * The joint histogram of two one-byte label maps whose rows come one after another, most of them
 * much like the one above: only what changes is counted, with the number of rows that it was there.
 *
 * <p>Rows that follow one another with few changes are a <em>stack</em>. Where pair q becomes pair
 * r in row n of a stack, q gets n more and r gets n less; what stands in the last row of a stack of
 * h rows gets h. So each pixel adds up to the rows that each of its pairs took. On the way counts
 * may be negative; at the end of a stack they are right.
 *
 * <p>Of a small image most of the time would go to the table: it is cleared and folded as far as
 * the labels reach that came.
 *
 * <p>Holds 260 KiB. One a task; not thread-safe.
 */
public final class JointRows {
  /** Where one word in so many changes, a stack ends: it is cheaper to count rows whole. */
  private static final int WORDS_OF_A_CHANGE = 4;

  private static final int PIXELS = Long.BYTES;
  private static final long EACH = 0x0101_0101_0101_0101L;

  private final int[] joint = new int[Confusion.JOINT_SIZE];
  private final LabelPairs pairs = new LabelPairs();
  private int height;

  /** All bits that are set in the labels that came. */
  private long truthBits;

  private long predictionBits;

  /** Forgets all rows. */
  public void clear() {
    int predictions = end(predictionBits);
    for (int t = end(truthBits) - 1; t >= 0; t--) {
      Arrays.fill(joint, t << Byte.SIZE, (t << Byte.SIZE) + predictions, 0);
    }
    truthBits = 0;
    predictionBits = 0;
    height = 0;
  }

  /** A label that is greater than all with no other bits than some words. */
  private static int end(long words) {
    long labels = words | words >>> Integer.SIZE;
    labels |= labels >>> Short.SIZE;
    labels |= labels >>> Byte.SIZE;
    return Math.max(1, Integer.highestOneBit((int) labels & 0xff) << 1);
  }

  /**
   * Counts what changed in one of the maps. Of a row of both, first the changes of the truth are
   * counted, beside the prediction of the row before, then those of the prediction, beside the
   * truth as it is now.
   *
   * @param labels the row as it is now, and at least seven bytes more
   * @param other the row of the other map, as long
   * @param isTruth whether the labels that changed are the truth
   * @param places where eight labels changed
   * @param before the labels that were there
   * @param changes how many places there are
   */
  public void change(
      byte[] labels, byte[] other, boolean isTruth, int[] places, long[] before, int changes) {
    if (height == 0) {
      return;
    }
    int shiftOfLabel = isTruth ? Byte.SIZE : 0;
    int shiftOfOther = Byte.SIZE - shiftOfLabel;
    long bits = 0;
    long bitsBeside = 0;
    for (int k = 0; k < changes; k++) {
      long now = Words.at(labels, places[k]);
      long then = before[k];
      long beside = Words.at(other, places[k]);
      long changed = Words.foreground(now ^ then);
      bits |= now | then;
      bitsBeside |= beside;
      while (changed != 0) {
        // Mostly an edge moved, and all labels that change do it alike.
        int shift = Long.numberOfTrailingZeros(changed);
        int to = (int) (now >>> shift) & 0xff;
        int from = (int) (then >>> shift) & 0xff;
        int with = (int) (beside >>> shift) & 0xff;
        long unlike = (now ^ EACH * to) | (then ^ EACH * from) | (beside ^ EACH * with);
        long alike = changed & ~Words.foreground(unlike);
        int pixels = height * Long.bitCount(alike);
        joint[from << shiftOfLabel | with << shiftOfOther] += pixels;
        joint[to << shiftOfLabel | with << shiftOfOther] -= pixels;
        changed ^= alike;
      }
    }
    truthBits |= isTruth ? bits : bitsBeside;
    predictionBits |= isTruth ? bitsBeside : bits;
  }

  /**
   * Adds a row when what changed is counted.
   *
   * @param width how many pixels it has
   * @param changes how many places changed in both maps
   */
  public void add(byte[] truth, byte[] prediction, int width, int changes) {
    height++;
    if (changes * WORDS_OF_A_CHANGE * PIXELS > width) {
      endStack(truth, prediction, width);
    }
  }

  /**
   * The counts of all rows added, as {@link Confusion#countJoint} makes them.
   *
   * @param truth the last row added; so for the prediction
   */
  public int[] counts(byte[] truth, byte[] prediction, int width) {
    endStack(truth, prediction, width);
    return joint;
  }

  /**
   * Adds the {@link #counts} to the matrix of some classes, as {@link Confusion#fold} does.
   *
   * @return how many pixels are out of range
   */
  public long fold(int classes, int ignore, long[] matrix) {
    return Confusion.fold(joint, end(truthBits), end(predictionBits), classes, ignore, matrix);
  }

  private void endStack(byte[] truth, byte[] prediction, int width) {
    if (height > 0) {
      for (int at = 0; at < width; at += PIXELS) {
        truthBits |= Words.at(truth, at);
        predictionBits |= Words.at(prediction, at);
      }
      pairs.countAll(truth, prediction, width, height, joint);
      height = 0;
    }
  }
}
