package dev.maskwise.statistic.object;

import java.util.function.IntBinaryOperator;

/** Sorts indices, those that compare equal in the order in which they stand. */
public final class StableOrder {
  private StableOrder() {}

  /**
   * The indices from one to another, without the last, in order. O(n log n) comparisons, O(n) where
   * they are in order; 8 bytes an index.
   *
   * @param compare two indices: negative where the first comes first, 0 where they are equal
   */
  public static int[] of(int from, int to, IntBinaryOperator compare) {
    int count = to - from;
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = from + i;
    }
    int[] other = new int[count];
    for (long size = 1; size < count; size *= 2) {
      for (long start = 0; start < count; start += 2 * size) {
        int middle = (int) Math.min(start + size, count);
        int end = (int) Math.min(start + 2 * size, count);
        merge(order, (int) start, middle, end, other, compare);
      }
      int[] merged = other;
      other = order;
      order = merged;
    }
    return order;
  }

  private static void merge(
      int[] from, int start, int middle, int end, int[] into, IntBinaryOperator compare) {
    if (middle == end || compare.applyAsInt(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, into, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          right == end || (left < middle && compare.applyAsInt(from[left], from[right]) <= 0);
      into[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
