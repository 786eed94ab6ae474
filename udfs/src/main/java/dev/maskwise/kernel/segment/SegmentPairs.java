package dev.maskwise.kernel.segment;

import java.util.Arrays;

/**
 * How many pixels each pair of segments has: the one of the truth and the one of the prediction
 * that a pixel belongs to. Two id maps are counted in one pass, any number of rows at a time.
 *
 * <p>Neighbouring pixels mostly are of one pair, so a pixel that is of the pair before it costs two
 * comparisons, and a change one look-up in a table. Used again for the next image after {@link
 * #clear}; not for use by two threads at once.
 */
public final class SegmentPairs {
  private static final int SMALLEST = 64;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** A slot is empty where its count is 0. The number of slots is a power of two. */
  private long[] keys = new long[SMALLEST];

  private long[] counts = new long[SMALLEST];
  private int size;

  /**
   * Adds pixels.
   *
   * @param truth the id of the segment of each pixel; any int
   * @param prediction the same of the prediction
   * @param pixels how many, from the first of both arrays on
   */
  public void add(int[] truth, int[] prediction, int pixels) {
    int first = 0;
    while (first < pixels) {
      int id = truth[first];
      int other = prediction[first];
      int end = first + 1;
      while (end < pixels && truth[end] == id && prediction[end] == other) {
        end++;
      }
      add(key(id, other), end - first);
      first = end;
    }
  }

  private void add(long key, long pixels) {
    int slot = slot(key);
    if (counts[slot] == 0) {
      if (2 * ++size > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
    }
    counts[slot] += pixels;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  /** Where a pair is, or the empty slot where it would be. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MULTIPLIER) >>> Integer.SIZE) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The pixels of a pair; 0 of one that no pixel has. */
  public long pixels(int truth, int prediction) {
    return counts[slot(key(truth, prediction))];
  }

  /**
   * Every pair that some pixel has, once, in ascending order of the truth's id and then of the
   * prediction's.
   */
  public void forEach(Visitor visitor) {
    long[] pairs = new long[size];
    int i = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (counts[slot] != 0) {
        pairs[i++] = keys[slot];
      }
    }
    Arrays.sort(pairs);
    for (long pair : pairs) {
      visitor.visit((int) (pair >> Integer.SIZE), (int) pair, counts[slot(pair)]);
    }
  }

  /** Forgets all pixels. */
  public void clear() {
    Arrays.fill(counts, 0);
    size = 0;
  }

  private static long key(int truth, int prediction) {
    return ((long) truth << Integer.SIZE) | (prediction & 0xFFFFFFFFL);
  }

  /** What is done with a pair. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int truth, int prediction, long pixels);
  }
}
