package dev.maskwise.kernel.count;

/** Confusion counts of classes that lie in arrays of one {@code char} a pixel. */
public final class ClassPairs {
  private ClassPairs() {}

  /**
   * Adds the pairs (true class, predicted class) of pixels to a matrix of K classes: the element
   * {@code truth * classes + prediction} gets 1 for each pixel.
   *
   * <p>O(pixels); no allocation.
   *
   * @param truth at least {@code pixels} classes, each below K
   * @param prediction at least {@code pixels} classes, each below K, in the same pixel order
   * @param classes the number of classes K
   * @param matrix K² counts, added to
   * @throws IllegalArgumentException when an array is shorter than {@code pixels}, or the matrix
   *     has another size
   */
  public static void count(
      char[] truth, char[] prediction, int pixels, int classes, long[] matrix) {
    if (pixels < 0
        || classes < 0
        || truth.length < pixels
        || prediction.length < pixels
        || matrix.length != (long) classes * classes) {
      throw new IllegalArgumentException(
          "%d pixels of %d classes were asked for, but there are %d truths, %d predictions and %d counts."
              .formatted(pixels, classes, truth.length, prediction.length, matrix.length));
    }
    for (int i = 0; i < pixels; ) {
      char t = truth[i];
      char p = prediction[i];
      int start = i++;
      while (i < pixels && truth[i] == t && prediction[i] == p) {
        i++;
      }
      matrix[t * classes + p] += i - start;
    }
  }
}
