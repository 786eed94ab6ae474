package dev.maskwise.training;

import java.util.Arrays;

/** The order of numbers from the largest, without boxing; equal ones in any order. */
final class DescendingOrder {
  private DescendingOrder() {}

  /** The places of the numbers above 0, largest number first: a merge sort from below. */
  static int[] ofPositive(double[] numbers) {
    int[] order = new int[numbers.length];
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] > 0) {
        order[count++] = i;
      }
    }
    int[] sorted = Arrays.copyOf(order, count);
    int[] target = new int[count];
    for (int run = 1; run < count; run *= 2) {
      for (int from = 0; from < count; from += 2 * run) {
        merge(numbers, sorted, target, from, Math.min(from + run, count), run);
      }
      int[] spare = sorted;
      sorted = target;
      target = spare;
    }
    return sorted;
  }

  private static void merge(
      double[] numbers, int[] source, int[] target, int from, int middle, int run) {
    int end = Math.min(middle + run, source.length);
    int left = from;
    int right = middle;
    for (int at = from; at < end; at++) {
      boolean takeLeft =
          right >= end || (left < middle && numbers[source[left]] >= numbers[source[right]]);
      target[at] = takeLeft ? source[left++] : source[right++];
    }
  }
}
