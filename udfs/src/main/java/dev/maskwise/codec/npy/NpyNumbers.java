package dev.maskwise.codec.npy;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.StoredNumbers;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.score.ScoreShape;
import java.nio.ByteOrder;

/**
 * The numbers of a plane of a NumPy array, row by row from the top, each little-endian: as they lie
 * where they lie so, else after one pass that changes their order.
 */
final class NpyNumbers {
  private NpyNumbers() {}

  /**
   * The numbers of a plane of an array.
   *
   * @param bytes hold those of all planes from {@code start} on
   * @throws MalformedException when a boolean is neither 0 nor 1
   */
  static ValueRows of(NpyIntegers array, byte[] bytes, int start, int plane)
      throws MalformedException {
    ScoreShape shape = array.shape();
    int size = array.bytes();
    if (array.kind() == 'b' && plane == 0) {
      requireBooleans(bytes, start, shape.channels() * shape.pixels());
    }
    boolean swapped = size > 1 && array.order() == ByteOrder.BIG_ENDIAN;
    int first = start + plane * size * (array.fortran() ? 1 : shape.pixels());
    if (!array.fortran() && !swapped) {
      return rows(array, bytes, first);
    }
    byte[] numbers = new byte[shape.pixels() * size];
    reorder(bytes, first, shape, size, array.fortran(), swapped, numbers);
    return rows(array, numbers, 0);
  }

  private static ValueRows rows(NpyIntegers array, byte[] numbers, int start) {
    int width = array.shape().width();
    int height = array.shape().height();
    return array.areLabels()
        ? new LabelsAsValues(new RawRows(numbers, start, width, height, array.bytes()))
        : new StoredNumbers(numbers, start, width, height, array.bytes(), array.kind() == 'i');
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
      int size,
      boolean fortran,
      boolean swapped,
      byte[] labels) {
    int rowStep = fortran ? shape.channels() : shape.width();
    int columnStep = fortran ? shape.channels() * shape.height() : 1;
    int flip = swapped ? size - 1 : 0;
    int next = 0;
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        int from = start + (row * rowStep + column * columnStep) * size;
        for (int i = 0; i < size; i++) {
          labels[next++] = file[from + (i ^ flip)];
        }
      }
    }
  }
}
