package dev.maskwise.codec.npy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreShape;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A mask or label map stored as a NumPy array in a .npy file (NumPy enhancement proposal 1; format
 * versions 1.0, 2.0 and 3.0).
 *
 * <p>Types: {@code b1}, which is read as 0 and 1, {@code u1}, and {@code u2} in either byte order.
 * C and Fortran order. Axes: H×W, and 1×H×W as a network gives for a batch of one.
 *
 * <p>Refused: other types, signed integers among them; other numbers of axes; empty or too large
 * shapes; data that is shorter or longer than the shape says; a boolean that is neither 0 nor 1.
 *
 * <p>Cost: one copy of the pixels, or one pass where their order has to change.
 */
public final class NpyLabels {
  private static final String ACCEPTED = "labels are of the types '|b1', '|u1', '<u2' or '>u2'";

  private NpyLabels() {}

  /** Whether a file may be a .npy file, by its first bytes. */
  public static boolean begins(byte[] file) {
    return file.length > 0 && NpyHeader.begins(file, file.length);
  }

  /**
   * Opens a map.
   *
   * @param file the whole file; referenced, not copied
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no mask or label map, too large, or malformed
   */
  public static LabelMapRows open(byte[] file, long maxPixels) throws MalformedException {
    ScoreInput in = new ScoreInput(new ByteArrayInputStream(file));
    NpyLiteral.Values values = NpyHeader.dictionary(in, ACCEPTED);
    int bytesPerPixel =
        switch (values.descr()) {
          case "|b1", "|u1" -> 1;
          case "<u2", ">u2" -> 2;
          default ->
              throw new MalformedException("holds the type '" + values.descr() + "'; " + ACCEPTED);
        };
    ScoreShape shape = shape(values.shape(), maxPixels);
    int start = (int) in.position();
    long end = start + (long) shape.pixels() * bytesPerPixel;
    if (file.length != end) {
      throw new MalformedException(
          (file.length < end ? "is cut off: it has " : "is damaged: it has ")
              + file.length
              + " bytes, but with "
              + shape.width()
              + "x"
              + shape.height()
              + " pixels it has "
              + end);
    }
    if (values.descr().equals("|b1")) {
      requireBooleans(file, start);
    }
    boolean swapped = NpyHeader.order(values.descr()) == ByteOrder.BIG_ENDIAN;
    byte[] labels = new byte[shape.pixels() * bytesPerPixel];
    if (values.fortran() || swapped) {
      reorder(file, start, shape, bytesPerPixel, values.fortran(), swapped, labels);
    } else {
      System.arraycopy(file, start, labels, 0, labels.length);
    }
    return RawRows.open(labels, shape.width(), shape.height());
  }

  private static ScoreShape shape(List<Long> sizes, long maxPixels) throws MalformedException {
    int axes = sizes.size();
    if (axes < 2 || axes > 3 || (axes == 3 && sizes.get(0) != 1)) {
      throw new MalformedException(
          "has the shape "
              + NpyHeader.shown(sizes)
              + ", but a mask or label map is height×width or 1×height×width");
    }
    return ScoreShape.of(1, sizes.get(axes - 2), sizes.get(axes - 1), maxPixels);
  }

  private static void requireBooleans(byte[] file, int start) throws MalformedException {
    for (int i = start; i < file.length; i++) {
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
