package dev.maskwise.metric.detection;

/**
 * The mean of numbers in the order of additions that numpy has, so that means of COCO's cells have
 * the bits that were published. Within 10⁻¹⁵ of the true mean.
 */
final class PairwiseMean {
  private static final int BLOCK = 128;
  private static final int LANES = 8;

  private PairwiseMean() {}

  /** The mean of the first numbers; NaN of none. O(count). */
  static double of(double[] numbers, int count) {
    return count == 0 ? Double.NaN : sum(numbers, 0, count) / count;
  }

  private static double sum(double[] numbers, int from, int count) {
    if (count > BLOCK) {
      int half = count / 2;
      half -= half % LANES;
      return sum(numbers, from, half) + sum(numbers, from + half, count - half);
    }
    double sum = 0;
    int done = 0;
    if (count >= LANES) {
      double[] r = new double[LANES];
      System.arraycopy(numbers, from, r, 0, LANES);
      for (done = LANES; done < count - count % LANES; done += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
          r[lane] += numbers[from + done + lane];
        }
      }
      sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    }
    for (; done < count; done++) {
      sum += numbers[from + done];
    }
    return sum;
  }
}
