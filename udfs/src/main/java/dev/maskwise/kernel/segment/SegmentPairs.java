package dev.maskwise.kernel.segment;

import java.util.Arrays;

/**
 * How many pixels each pair (value in the truth, value in the prediction) has. Values are any ints:
 * ids of segments, or the colours that stand for them. Pairs are numbered in the order in which
 * they were first seen.
 *
 * <p>Equal neighbours are counted as one run, so the cost is a comparison a pixel, and a look-up a
 * run: well below 1 ns a pixel on maps of objects. Memory is about 40 bytes a pair. For one thread.
 */
public final class SegmentPairs {
  private static final int SMALLEST = 64;

  /** Odd, and its bits look random: 2⁶⁴ divided by the golden ratio. */
  private static final long MIXER = 0x9e37_79b9_7f4a_7c15L;

  private int[] slots = new int[2 * SMALLEST];
  private long[] pairs = new long[SMALLEST];
  private long[] pixels = new long[SMALLEST];
  private int size;

  /** Counts some pixels more: the same ones of both maps. */
  public void count(int[] truth, int[] prediction, int count) {
    int start = 0;
    while (start < count) {
      int t = truth[start];
      int p = prediction[start];
      int end = start + 1;
      while (end < count && truth[end] == t && prediction[end] == p) {
        end++;
      }
      int pair = place(t, p); // which may make the arrays longer
      pixels[pair] += end - start;
      start = end;
    }
  }

  /** Counts those pixels alone that are marked in both maps. */
  public void countMarked(
      int[] truth, byte[] ofTruth, int[] prediction, byte[] ofPrediction, int count) {
    for (int i = 0; i < count; i++) {
      if ((ofTruth[i] & ofPrediction[i]) != 0) {
        int pair = place(truth[i], prediction[i]);
        pixels[pair]++;
      }
    }
  }

  /** The number of the pair, which is a new one if it was never seen. */
  private int place(int truth, int prediction) {
    long pair = pair(truth, prediction);
    int slot = slot(pair);
    if (slots[slot] == 0) {
      if (size == pairs.length) {
        grow();
        slot = slot(pair);
      }
      pairs[size] = pair;
      pixels[size] = 0;
      slots[slot] = ++size;
    }
    return slots[slot] - 1;
  }

  private static long pair(int truth, int prediction) {
    return (long) truth << Integer.SIZE | (prediction & 0xffff_ffffL);
  }

  /** Where a pair is, or is to be. */
  private int slot(long pair) {
    int mask = slots.length - 1;
    int slot = (int) ((pair * MIXER) >>> Integer.SIZE) & mask;
    while (slots[slot] != 0 && pairs[slots[slot] - 1] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int more = Math.multiplyExact(2, pairs.length);
    pairs = Arrays.copyOf(pairs, more);
    pixels = Arrays.copyOf(pixels, more);
    slots = new int[Math.multiplyExact(2, more)];
    for (int i = 0; i < size; i++) {
      slots[slot(pairs[i])] = i + 1;
    }
  }

  /** Forgets all pixels, and keeps the memory. */
  public void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  /** How many pairs there are. */
  public int size() {
    return size;
  }

  /** The value in the truth of a pair. */
  public int truth(int pair) {
    return (int) (pairs[pair] >>> Integer.SIZE);
  }

  /** The value in the prediction of a pair. */
  public int prediction(int pair) {
    return (int) pairs[pair];
  }

  /** The pixels of a pair, at least 1. */
  public long pixels(int pair) {
    return pixels[pair];
  }

  /** The pixels of two values; 0 if they never meet. */
  public long pixels(int truth, int prediction) {
    int number = slots[slot(pair(truth, prediction))];
    return number == 0 ? 0 : pixels[number - 1];
  }
}
