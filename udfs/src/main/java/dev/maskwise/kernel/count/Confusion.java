package dev.maskwise.kernel.count;

/**
 * Confusion counts of two label maps: how many pixels of each true label were predicted as each
 * label.
 *
 * <p>Maps of one byte a pixel are counted in two steps: {@link #countJoint} counts every pair of
 * labels of an image, and {@link #fold} reads the matrix of K classes off that table, so classes
 * and the ignore label cost nothing per pixel. Maps of two bytes a pixel have too many pairs for a
 * table and are counted at once by {@link #countWide}.
 *
 * <p>A pixel is <em>out of range</em> when its truth is neither a class nor the ignore label, or
 * when its truth is a class and its prediction is not. A pixel whose truth is the ignore label
 * counts nowhere, and its prediction is not looked at. The ignore label may lie among the classes
 * or beyond them; a negative one means none.
 */
public final class Confusion {
  /** How many counts a joint table has: one for each pair of one-byte labels. */
  public static final int JOINT_SIZE = 1 << 16;

  private static final int NARROW_LABELS = 256;

  private Confusion() {}

  /**
   * Adds the joint histogram of two one-byte label maps to {@code joint}: every pixel adds 1 to the
   * element {@code truth << 8 | prediction}, labels read as unsigned.
   *
   * <p>May be called strip after strip on the same table. It holds up to 2^31 − 1 pixels in all:
   * that is one image, not a data set, so fold the table and clear it after each image. O(pixels),
   * fast where neighbouring pixels have equal labels; allocates 4 KiB. Clearing the table takes a
   * few microseconds.
   *
   * @param truth at least {@code pixels} labels
   * @param prediction at least {@code pixels} labels, in the same pixel order
   * @param pixels how many pixels count, from the first on; 0 adds nothing
   * @param joint {@link #JOINT_SIZE} counts, added to
   * @throws IllegalArgumentException when a map is shorter than {@code pixels}, {@code pixels} is
   *     negative, or the table has another size
   */
  public static void countJoint(byte[] truth, byte[] prediction, int pixels, int[] joint) {
    Words.requirePixels(truth, prediction, pixels, 1);
    requireJoint(joint);
    new LabelPairs().countAll(truth, prediction, pixels, 1, joint);
  }

  /**
   * Adds the counts of a joint table to a confusion matrix, row by row: the element {@code t *
   * classes + p} gets the pixels of truth t and prediction p.
   *
   * <p>O({@link #JOINT_SIZE}) whatever the number of classes, about 20 µs; no allocation. With more
   * than 256 classes the rows and columns that a byte cannot name get nothing.
   *
   * @param joint {@link #JOINT_SIZE} counts from {@link #countJoint}, at most 2^31 − 1 pixels in
   *     all
   * @param classes the number of classes K, at least 1; the labels 0 … K − 1 are classes
   * @param ignore the truth label whose pixels count nowhere; negative for none
   * @param matrix K² counts, added to
   * @return how many pixels are out of range; they are in no element of the matrix
   * @throws IllegalArgumentException when the table or the matrix has another size or there is no
   *     class
   */
  public static long fold(int[] joint, int classes, int ignore, long[] matrix) {
    requireJoint(joint);
    return fold(joint, NARROW_LABELS, NARROW_LABELS, classes, ignore, matrix);
  }

  /** The same where all counts are of truths and predictions below some. */
  static long fold(
      int[] joint, int truths, int predictions, int classes, int ignore, long[] matrix) {
    requireMatrix(classes, matrix);
    int columns = Math.min(classes, predictions);
    long outOfRange = 0;
    for (int t = 0; t < truths; t++) {
      if (t == ignore) {
        continue;
      }
      int row = t << 8;
      int counted = 0;
      if (t < classes) {
        counted = columns;
        for (int p = 0; p < columns; p++) {
          matrix[t * classes + p] += joint[row + p];
        }
      }
      // An int holds the sum, since a table has at most 2^31 − 1 pixels; a long would take longer.
      int others = 0;
      for (int p = counted; p < predictions; p++) {
        others += joint[row + p];
      }
      outOfRange += others;
    }
    return outOfRange;
  }

  /**
   * Adds the confusion counts of two label maps of two bytes a pixel, little-endian, to a matrix of
   * K classes: the element {@code t * classes + p} gets the pixels of truth t and prediction p.
   *
   * <p>O(pixels), fast where neighbouring pixels have equal labels; no allocation.
   *
   * @param truth at least {@code 2 * pixels} bytes
   * @param prediction at least {@code 2 * pixels} bytes, in the same pixel order
   * @param pixels how many pixels count, from the first on; 0 adds nothing
   * @param classes the number of classes K, at least 1; the labels 0 … K − 1 are classes
   * @param ignore the truth label whose pixels count nowhere; negative for none
   * @param matrix K² counts, added to
   * @return how many pixels are out of range; they are in no element of the matrix
   * @throws IllegalArgumentException when a map is shorter than {@code pixels}, {@code pixels} is
   *     negative, there is no class, or the matrix has another size
   */
  public static long countWide(
      byte[] truth, byte[] prediction, int pixels, int classes, int ignore, long[] matrix) {
    Words.requirePixels(truth, prediction, pixels, 2);
    requireMatrix(classes, matrix);
    long outOfRange = 0;
    int end = 2 * pixels;
    int whole = end & -Long.BYTES;
    for (int at = 0; at < whole; ) {
      long truths = Words.at(truth, at);
      long predictions = Words.at(prediction, at);
      int start = at;
      at += Long.BYTES;
      if (allEqual(truths) && allEqual(predictions)) {
        while (at < whole
            && Words.at(truth, at) == truths
            && Words.at(prediction, at) == predictions) {
          at += Long.BYTES;
        }
        int run = (at - start) / 2;
        outOfRange += add(run, (char) truths, (char) predictions, classes, ignore, matrix);
      } else {
        for (int pixel = 0; pixel < 4; pixel++) {
          outOfRange += add(1, (char) truths, (char) predictions, classes, ignore, matrix);
          truths >>>= 16;
          predictions >>>= 16;
        }
      }
    }
    for (int at = whole; at < end; at += 2) {
      int t = label(truth, at, 2);
      int p = label(prediction, at, 2);
      outOfRange += add(1, t, p, classes, ignore, matrix);
    }
    return outOfRange;
  }

  /**
   * The index of the first pixel that is out of range, or −1 if none is: for the message when the
   * counts say that there are some.
   *
   * <p>O(pixels), one pixel at a time; no allocation.
   *
   * @param truth at least {@code bytesPerPixel * pixels} bytes
   * @param prediction at least {@code bytesPerPixel * pixels} bytes, in the same pixel order
   * @param pixels how many pixels are looked at, from the first on
   * @param bytesPerPixel 1, or 2 for little-endian labels, for both maps
   * @param classes the number of classes K, at least 1; the labels 0 … K − 1 are classes
   * @param ignore the truth label whose pixels count nowhere; negative for none
   * @throws IllegalArgumentException when a map is shorter than {@code pixels}, {@code pixels} is
   *     negative, there is no class, or a pixel has neither one byte nor two
   */
  public static int firstOutOfRange(
      byte[] truth, byte[] prediction, int pixels, int bytesPerPixel, int classes, int ignore) {
    if (bytesPerPixel != 1 && bytesPerPixel != 2) {
      throw new IllegalArgumentException(
          "A label has 1 or 2 bytes, but %d were asked for.".formatted(bytesPerPixel));
    }
    Words.requirePixels(truth, prediction, pixels, bytesPerPixel);
    requireClasses(classes);
    for (int pixel = 0; pixel < pixels; pixel++) {
      int t = label(truth, pixel * bytesPerPixel, bytesPerPixel);
      int p = label(prediction, pixel * bytesPerPixel, bytesPerPixel);
      if (t != ignore && (t >= classes || p >= classes)) {
        return pixel;
      }
    }
    return -1;
  }

  /** Adds equal pixels to their element, or returns how many are out of range. */
  private static int add(int pixels, int t, int p, int classes, int ignore, long[] matrix) {
    if (t == ignore) {
      return 0;
    }
    if (t >= classes || p >= classes) {
      return pixels;
    }
    matrix[t * classes + p] += pixels;
    return 0;
  }

  /** Whether the four labels of a word are the same. */
  private static boolean allEqual(long labels) {
    return labels == Long.rotateLeft(labels, Short.SIZE);
  }

  private static int label(byte[] map, int at, int bytesPerPixel) {
    int low = map[at] & 0xff;
    return bytesPerPixel == 1 ? low : low | (map[at + 1] & 0xff) << 8;
  }

  private static void requireJoint(int[] joint) {
    if (joint.length != JOINT_SIZE) {
      throw new IllegalArgumentException(
          "A joint table has %d counts, but this one has %d.".formatted(JOINT_SIZE, joint.length));
    }
  }

  private static void requireClasses(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "At least 1 class is needed, but %d were given.".formatted(classes));
    }
  }

  private static void requireMatrix(int classes, long[] matrix) {
    requireClasses(classes);
    if (matrix.length != (long) classes * classes) {
      throw new IllegalArgumentException(
          "The matrix of %d classes has %d counts, but this one has %d."
              .formatted(classes, (long) classes * classes, matrix.length));
    }
  }
}
