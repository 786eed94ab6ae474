package dev.maskwise.kernel.count;

/** Confusion counts one pixel after the other, from labels as ints: the oracle. */
public final class NaiveConfusion {
  public final long[] matrix;
  public long outOfRange;
  public int firstOutOfRange = -1;

  public NaiveConfusion(int[] truth, int[] prediction, int classes, int ignore) {
    matrix = new long[classes * classes];
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] == ignore) {
        continue;
      }
      if (truth[i] < classes && prediction[i] < classes) {
        matrix[truth[i] * classes + prediction[i]]++;
      } else {
        outOfRange++;
        firstOutOfRange = firstOutOfRange < 0 ? i : firstOutOfRange;
      }
    }
  }
}
