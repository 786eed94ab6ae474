package dev.maskwise.oracle;

/** How many pixels of each true class are predicted as each class. */
public final class NaiveConfusion {
  /** Row by row, a row for each true class. */
  public final long[] matrix;

  /** Pixels that are not ignored, with a label that is no class. */
  public long outOfRange;

  /** −1 if there is none. */
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
