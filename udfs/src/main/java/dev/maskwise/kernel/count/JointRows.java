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

  /** Forgets all rows. */
  public void clear() {
    Arrays.fill(joint, 0);
    height = 0;
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
    for (int k = 0; k < changes; k++) {
      long now = Words.at(labels, places[k]);
      long then = before[k];
      long beside = Words.at(other, places[k]);
      long changed = Words.foreground(now ^ then);
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
      end(truth, prediction, width);
    }
  }

  /**
   * The counts of all rows added, as {@link Confusion#countJoint} makes them.
   *
   * @param truth the last row added; so for the prediction
   */
  public int[] counts(byte[] truth, byte[] prediction, int width) {
    end(truth, prediction, width);
    return joint;
  }

  private void end(byte[] truth, byte[] prediction, int width) {
    if (height > 0) {
      pairs.countAll(truth, prediction, width, height, joint);
      height = 0;
    }
  }
}
