package dev.maskwise.kernel.score;

/**
 * Whether scores are probabilities. O(pixels) a plane, one pixel at a time; nothing is allocated.
 */
public final class Probabilities {
  /** Eight bits move a probability by less than 1/255, be it rounded or cut off. */
  private static final float EIGHT_BITS = 1f / 255;

  /** With many classes most of it cancels; sums that are farther off are no rounding. */
  private static final float LARGEST_TOLERANCE = 0.1f;

  private Probabilities() {}

  /** The index of the first score that is not in [0, 1], as NaN is not, or −1. */
  public static int firstOutside(float[] scores, int pixels) {
    for (int i = 0; i < pixels; i++) {
      if (!(scores[i] >= 0 && scores[i] <= 1)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The first pixel whose probabilities do not add up to 1, up to what storing each in eight bits
   * can change, or −1.
   *
   * @param planes a plane of at least {@code pixels} probabilities for each class
   * @param sums gets the float32 sum of each pixel, added in order of classes
   */
  public static int firstNotSumOne(float[][] planes, int pixels, float[] sums) {
    System.arraycopy(planes[0], 0, sums, 0, pixels);
    for (int c = 1; c < planes.length; c++) {
      float[] plane = planes[c];
      for (int i = 0; i < pixels; i++) {
        sums[i] += plane[i];
      }
    }
    float tolerance = sumTolerance(planes.length);
    for (int i = 0; i < pixels; i++) {
      if (Math.abs(sums[i] - 1) > tolerance) {
        return i;
      }
    }
    return -1;
  }

  /** How far from 1 the float32 sum of so many probabilities may be. */
  public static float sumTolerance(int classes) {
    return Math.min(LARGEST_TOLERANCE, classes * EIGHT_BITS);
  }
}
