package dev.maskwise.oracle;

/** How many pixels are foreground in both masks, in the truth and in the prediction. */
public final class NaiveOverlap {
  private NaiveOverlap() {}

  public static long[] count(byte[] truth, byte[] prediction, int pixels) {
    long[] counts = new long[3];
    for (int i = 0; i < pixels; i++) {
      counts[0] += truth[i] != 0 && prediction[i] != 0 ? 1 : 0;
      counts[1] += truth[i] != 0 ? 1 : 0;
      counts[2] += prediction[i] != 0 ? 1 : 0;
    }
    return counts;
  }
}
