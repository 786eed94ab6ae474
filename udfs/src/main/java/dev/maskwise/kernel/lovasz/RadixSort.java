package dev.maskwise.kernel.lovasz;

import java.util.Arrays;

/**
 * Sorts ints as unsigned numbers in linear time: three stable passes over digits of 11 bits, from
 * the lowest. A workspace: its tables are used again, so it is not thread-safe.
 */
final class RadixSort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGIT = (1 << DIGIT_BITS) - 1;

  /** Below so many the sort of the JDK is faster than to clear and add up the tables. */
  static final int SMALL = 1024;

  private final int[][] starts = new int[3][DIGIT + 1];

  /**
   * Sorts the first {@code count} elements, ascending.
   *
   * @param room another array with room for as many
   * @return that of the two arrays which holds the sorted elements; the other's are undefined
   */
  int[] sort(int[] numbers, int count, int[] room) {
    if (count < SMALL) {
      sortSmall(numbers, count);
      return numbers;
    }
    countDigits(numbers, count);
    int[] from = numbers;
    int[] to = room;
    for (int pass = 0; pass < starts.length; pass++) {
      int shift = pass * DIGIT_BITS;
      int[] start = starts[pass];
      if (start[(from[0] >>> shift) & DIGIT] == count) {
        continue; // All have the same digit here.
      }
      int before = 0;
      for (int digit = 0; digit <= DIGIT; digit++) {
        int size = start[digit];
        start[digit] = before;
        before += size;
      }
      scatter(from, count, shift, start, to);
      int[] sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  private void countDigits(int[] numbers, int count) {
    for (int[] start : starts) {
      Arrays.fill(start, 0);
    }
    int[] low = starts[0];
    int[] middle = starts[1];
    int[] high = starts[2];
    for (int i = 0; i < count; i++) {
      int number = numbers[i];
      low[number & DIGIT]++;
      middle[(number >>> DIGIT_BITS) & DIGIT]++;
      high[number >>> (2 * DIGIT_BITS)]++;
    }
  }

  private static void scatter(int[] from, int count, int shift, int[] start, int[] to) {
    for (int i = 0; i < count; i++) {
      int number = from[i];
      to[start[(number >>> shift) & DIGIT]++] = number;
    }
  }

  /** With the highest bit flipped, the order of signed numbers is that of unsigned ones. */
  private static void sortSmall(int[] numbers, int count) {
    flipHighest(numbers, count);
    Arrays.sort(numbers, 0, count);
    flipHighest(numbers, count);
  }

  private static void flipHighest(int[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] ^= Integer.MIN_VALUE;
    }
  }
}
