package dev.maskwise.codec.npy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.score.ScoreShape;
import java.nio.ByteOrder;

/**
 * Numbers of NumPy that are labels as they lie: {@code b1}, which is read as 0 and 1, {@code u1},
 * and {@code u2} in either byte order. One copy, or one pass where their order has to change.
 */
final class NpyLabels {
  private NpyLabels() {}

  /**
   * The labels of an array.
   *
   * @param bytes hold the numbers from {@code start} on
   * @throws MalformedException when a boolean is neither 0 nor 1
   */
  static LabelMapRows of(NpyIntegers array, byte[] bytes, int start) throws MalformedException {
    ScoreShape shape = array.shape();
    if (array.kind() == 'b') {
      requireBooleans(bytes, start, shape.pixels());
    }
    boolean swapped = array.bytes() == 2 && array.order() == ByteOrder.BIG_ENDIAN;
    byte[] labels = new byte[shape.pixels() * array.bytes()];
    if (array.fortran() || swapped) {
      reorder(bytes, start, shape, array.bytes(), array.fortran(), swapped, labels);
    } else {
      System.arraycopy(bytes, start, labels, 0, labels.length);
    }
    return RawRows.open(labels, shape.width(), shape.height());
  }

  private static void requireBooleans(byte[] file, int start, int pixels)
      throws MalformedException {
    for (int i = start; i < start + pixels; i++) {
      if (file[i] < 0 || file[i] > 1) {
        throw new MalformedException(
            "is damaged: its boolean " + (i - start) + " is " + (file[i] & 0xff));
      }
    }
  }

  /** Row by row from the top, the low byte first. */
  private static void reorder(
      byte[] file,
      int start,
      ScoreShape shape,
      int bytesPerPixel,
      boolean fortran,
      boolean swapped,
      byte[] labels) {
    int rowStep = fortran ? 1 : shape.width();
    int columnStep = fortran ? shape.height() : 1;
    int flip = swapped ? bytesPerPixel - 1 : 0;
    int next = 0;
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        int from = start + (row * rowStep + column * columnStep) * bytesPerPixel;
        for (int i = 0; i < bytesPerPixel; i++) {
          labels[next++] = file[from + (i ^ flip)];
        }
      }
    }
  }
}
