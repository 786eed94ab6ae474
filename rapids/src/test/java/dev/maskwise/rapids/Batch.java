package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Columns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two arguments of a function for some images: null rows, images of no or one pixel, ties, masks
 * all of one kind.
 */
final class Batch {

  static final int IGNORED = 255;

  private final byte[] @Nullable [] first;
  private final byte[] @Nullable [] second;

  Batch(byte[] @Nullable [] first, byte[] @Nullable [] second) {
    this.first = first;
    this.second = second;
  }

  /** What an image consists of, from random numbers. */
  interface Pair {
    /** The arguments for an image of so many pixels. */
    byte[][] of(int pixels, SplittableRandom random);
  }

  static Batch random(SplittableRandom random, Pair pair) {
    int rows = 1 + random.nextInt(7);
    byte[] @Nullable [] first = new byte[rows] @Nullable [];
    byte[] @Nullable [] second = new byte[rows] @Nullable [];
    boolean allNull = random.nextInt(20) == 0;
    for (int i = 0; i < rows; i++) {
      int pixels = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(70);
      byte[][] image = pair.of(pixels, random);
      int nulls = allNull ? 3 : random.nextInt(8);
      first[i] = (nulls & 1) != 0 && nulls < 4 ? null : image[0];
      second[i] = (nulls & 2) != 0 && nulls < 4 ? null : image[1];
    }
    return new Batch(first, second);
  }

  static byte[][] masks(int pixels, SplittableRandom random) {
    return new byte[][] {mask(pixels, random), mask(pixels, random)};
  }

  static byte[][] logits(int pixels, SplittableRandom random) {
    return new byte[][] {floats(pixels, random), mask(pixels, random)};
  }

  static Pair labels(int classes, int bytesPerPixel) {
    return (pixels, random) ->
        new byte[][] {
          labels(pixels, random, classes, bytesPerPixel, true),
          labels(pixels, random, classes, bytesPerPixel, false)
        };
  }

  /** Scores of so many classes, one plane after another, and a label map. */
  static Pair planes(int classes, int bytesPerPixel) {
    return (pixels, random) -> {
      int few = classes > 8 ? pixels % 4 : pixels;
      // Ignored labels are in the second map here, and only in narrow ones.
      boolean ignoring = bytesPerPixel == 1 && classes > 3;
      return new byte[][] {
        floats(few * classes, random), labels(few, random, classes, bytesPerPixel, ignoring)
      };
    };
  }

  private static byte[] labels(
      int pixels, SplittableRandom random, int classes, int bytesPerPixel, boolean ignoring) {
    int first = random.nextInt(classes);
    int used = random.nextBoolean() ? Math.min(3, classes - first) : classes - first;
    ByteBuffer labels = ByteBuffer.allocate(pixels * bytesPerPixel).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < pixels; i++) {
      boolean isIgnored = ignoring && random.nextInt(9) == 0;
      int label = isIgnored ? IGNORED : first + random.nextInt(used);
      if (bytesPerPixel == 1) {
        labels.put((byte) label);
      } else {
        labels.putShort((short) label);
      }
    }
    return labels.array();
  }

  static byte[] mask(int pixels, SplittableRandom random) {
    int kind = random.nextInt(6);
    byte[] mask = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      mask[i] =
          (byte)
              switch (kind) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> IGNORED;
                case 3 -> random.nextInt(256);
                default -> random.nextInt(8) == 0 ? IGNORED : random.nextInt(2);
              };
    }
    return mask;
  }

  static byte[] floats(int pixels, SplittableRandom random) {
    int kind = random.nextInt(4);
    ByteBuffer floats = ByteBuffer.allocate(Float.BYTES * pixels).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < pixels; i++) {
      double score = random.nextDouble(-4, 4);
      floats.putFloat(
          (float)
              switch (kind) {
                case 0 -> Math.rint(score);
                case 1 -> score * 20;
                case 2 -> score * (random.nextInt(5) == 0 ? 1e30 : 1e-3);
                default -> score;
              });
    }
    return floats.array();
  }

  byte @Nullable [] first(int row) {
    return first[row];
  }

  byte @Nullable [] second(int row) {
    return second[row];
  }

  int rows() {
    return first.length;
  }

  /** What the function gives for the columns of the batch, row by row. */
  @Nullable Object[] onDevice(ImageFunction function) {
    return onDevice(function, () -> Columns.ofBytes(first));
  }

  /** The same where the first argument is an array of floats. */
  @Nullable Object[] onDeviceFromArrays(ImageFunction function) {
    Float[] @Nullable [] arrays = new Float[rows()] @Nullable [];
    for (int i = 0; i < rows(); i++) {
      byte[] bytes = first[i];
      arrays[i] = bytes == null ? null : boxed(bytes);
    }
    return onDevice(function, () -> Columns.ofFloats(arrays));
  }

  private @Nullable Object[] onDevice(ImageFunction function, Supplier<ColumnVector> scores) {
    try (ColumnVector left = scores.get();
        ColumnVector right = Columns.ofBytes(second);
        ColumnVector result = function.evaluateColumnar(rows(), left, right)) {
      if (result.getRowCount() != rows()) {
        throw new AssertionError(result.getRowCount() + " rows of " + rows());
      }
      @Nullable Object[] values = new @Nullable Object[rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Columns.row(result, i);
      }
      return values;
    }
  }

  private static Float[] boxed(byte[] bytes) {
    ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Float[] values = new Float[bytes.length / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.getFloat();
    }
    return values;
  }
}
