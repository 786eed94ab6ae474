package dev.maskwise.kernel.run;

import java.util.Arrays;
import java.util.List;

/** Masks made of masks, pixel by pixel in their result and run by run in their cost. */
public final class RunMerge {
  /** Bit 2·b + a of each says whether the result has a pixel that the masks have as a and b. */
  private static final int OR = 0b1110;

  private static final int AND = 0b1000;
  private static final int MINUS = 0b0010;

  private RunMerge() {}

  /**
   * The pixels that at least one mask has.
   *
   * @throws IllegalArgumentException if they differ in shape
   */
  public static Runs or(Runs one, Runs other) {
    return merged(one, other, OR);
  }

  /**
   * The pixels that both masks have.
   *
   * @throws IllegalArgumentException if they differ in shape
   */
  public static Runs and(Runs one, Runs other) {
    return merged(one, other, AND);
  }

  /**
   * The pixels that the first mask has and the other has not.
   *
   * @throws IllegalArgumentException if they differ in shape
   */
  public static Runs minus(Runs one, Runs other) {
    return merged(one, other, MINUS);
  }

  /**
   * The pixels that at least one of some masks has, in O(runs · log masks).
   *
   * @param masks at least one
   * @throws IllegalArgumentException if there is none, or they differ in shape
   */
  public static Runs or(List<Runs> masks) {
    return merged(masks, OR);
  }

  /**
   * The pixels that all of some masks have, in O(runs · log masks).
   *
   * @param masks at least one
   * @throws IllegalArgumentException if there is none, or they differ in shape
   */
  public static Runs and(List<Runs> masks) {
    return merged(masks, AND);
  }

  private static Runs merged(List<Runs> masks, int rule) {
    if (masks.isEmpty()) {
      throw new IllegalArgumentException("there is no mask to merge");
    }
    int half = masks.size() / 2;
    return half == 0
        ? masks.get(0)
        : merged(
            merged(masks.subList(0, half), rule),
            merged(masks.subList(half, masks.size()), rule),
            rule);
  }

  private static Runs merged(Runs one, Runs other, int rule) {
    one.requireShapeOf(other);
    return new Runs(one.height(), one.width(), merged(one.bounds(), other.bounds(), 0, rule));
  }

  /** The pixels that a mask has and has again {@code later} pixels on. */
  static int[] andLater(int[] bounds, int later) {
    return merged(bounds, bounds, later, AND);
  }

  /**
   * Walks through the bounds of both in ascending order; each is where one begins or ends.
   *
   * @param later how much the bounds of the second are lowered
   */
  private static int[] merged(int[] a, int[] b, int later, int rule) {
    int[] result = new int[Math.addExact(a.length, b.length)];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int ofA = i < a.length ? a[i] : Integer.MAX_VALUE;
      int ofB = j < b.length ? b[j] - later : Integer.MAX_VALUE;
      int bound = Math.min(ofA, ofB);
      i += ofA == bound && i < a.length ? 1 : 0;
      j += ofB == bound && j < b.length ? 1 : 0;
      int inside = rule >>> ((i & 1) + 2 * (j & 1)) & 1;
      if (inside != (count & 1)) {
        result[count++] = bound;
      }
    }
    return count == result.length ? result : Arrays.copyOf(result, count);
  }
}
