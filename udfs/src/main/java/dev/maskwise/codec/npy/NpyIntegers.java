package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreShape;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What the beginning of a .npy file says about its labels.
 *
 * @param kind b for booleans, i for integers with a sign, u for those without
 * @param bytes of a number: 1, 2, 4 or 8
 * @param start where the numbers begin in the stream
 */
record NpyIntegers(
    char kind, int bytes, ByteOrder order, boolean fortran, ScoreShape shape, long start) {
  private static final String ACCEPTED =
      "labels are integers or booleans: save them as such, by .astype('uint16')";

  private static final String SCORES = ", unless they are scores";

  /**
   * Reads up to the first number.
   *
   * @param planes whether there may be several planes, of height and width each
   */
  static NpyIntegers read(ScoreInput in, long maxPixels, boolean planes) throws MalformedException {
    NpyLiteral.Values values = NpyHeader.dictionary(in, ACCEPTED);
    String descr = values.descr();
    if (!descr.matches("[|]b1|[|][iu]1|[<>][iu][248]")) {
      boolean scores = descr.matches("[<>]f[248]");
      throw new MalformedException(
          "holds the type '" + descr + "', but " + ACCEPTED + (scores ? SCORES : ""));
    }
    return new NpyIntegers(
        descr.charAt(1),
        descr.charAt(2) - '0',
        NpyHeader.order(descr),
        values.fortran(),
        planes ? planes(values.shape(), maxPixels) : shape(values.shape(), maxPixels),
        in.position());
  }

  /** Axes of length one before the last two, or one behind two others, are no axes of the map. */
  private static ScoreShape shape(List<Long> sizes, long maxPixels) throws MalformedException {
    List<Long> axes = sizes;
    while (axes.size() > 2 && axes.get(0) == 1) {
      axes = axes.subList(1, axes.size());
    }
    if (axes.size() == 3 && axes.get(2) == 1) {
      axes = axes.subList(0, 2);
    }
    if (axes.size() != 2) {
      throw new MalformedException(
          "has the shape "
              + NpyHeader.shown(sizes)
              + ", but a mask or label map is height×width, 1×height×width or height×width×1");
    }
    return ScoreShape.of(1, axes.get(0), axes.get(1), maxPixels);
  }

  /** Axes of length one before the last three are no axes of the planes. */
  private static ScoreShape planes(List<Long> sizes, long maxPixels) throws MalformedException {
    List<Long> axes = sizes;
    while (axes.size() > 3 && axes.get(0) == 1) {
      axes = axes.subList(1, axes.size());
    }
    if (axes.size() != 3 && axes.size() != 2) {
      throw new MalformedException(
          "has the shape "
              + NpyHeader.shown(sizes)
              + ", but the masks of classes are classes×height×width");
    }
    int height = axes.size() - 2;
    return ScoreShape.of(
        height == 0 ? 1 : axes.get(0), axes.get(height), axes.get(height + 1), maxPixels);
  }

  /** Bytes of all numbers. */
  long length() {
    return (long) shape.channels() * shape.pixels() * bytes;
  }

  /** Whether the numbers are labels as they lie, of one byte or two. */
  boolean areLabels() {
    return bytes == 1 ? kind != 'i' : bytes == 2 && kind == 'u';
  }

  /**
   * Checks the length of a stream that ends with the numbers.
   *
   * @param length in bytes from its beginning
   */
  void requireLength(long length) throws MalformedException {
    long end = start + length();
    if (length != end) {
      throw new MalformedException(
          (length < end ? "is cut off: it has " : "is damaged: it has ")
              + length
              + " bytes, but with "
              + shape.width()
              + "x"
              + shape.height()
              + " pixels it has "
              + end);
    }
  }
}
