package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Columns;
import com.nvidia.spark.RapidsUDF;
import dev.maskwise.rapids.column.Scope;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Function2;

/**
 * The arguments of a function for some images: null rows, images of no or one pixel, ties, masks
 * all of one kind.
 */
final class Batch {

  static final int IGNORED = 255;

  private static final int COUNTS = 4;

  /** Arrays of byte[], or of Long[] for counts. */
  private final @Nullable Object[][] columns;

  Batch(@Nullable Object[]... columns) {
    this.columns = columns;
  }

  /** What an image consists of, from random numbers. */
  interface Pair {
    /** The arguments for an image of so many pixels. */
    Object[] of(int pixels, SplittableRandom random);
  }

  static Batch random(SplittableRandom random, Pair pair) {
    int rows = 1 + random.nextInt(7);
    @Nullable Object[][] columns =
        Arrays.stream(pair.of(0, random))
            .map(value -> (Object[]) Array.newInstance(value.getClass(), rows))
            .toArray(Object[][]::new);
    boolean allNull = random.nextInt(20) == 0;
    for (int i = 0; i < rows; i++) {
      int pixels = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(70);
      Object[] image = pair.of(pixels, random);
      int nulls = allNull ? 3 : random.nextInt(8);
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = (nulls & 1 << j) != 0 && nulls < 4 ? null : image[j];
      }
    }
    return new Batch(columns);
  }

  static Object[] labelMap(int pixels, SplittableRandom random) {
    return new Object[] {mask(pixels, random)};
  }

  /** The four counts of two masks of up to 2^63 − 1 pixels, seldom without one of them. */
  static Object[] counts(int pixels, SplittableRandom random) {
    long[] parts = new long[COUNTS];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1L << 61);
            default -> random.nextLong(1 + pixels);
          };
    }
    long both = parts[0];
    Long[] counts = {both, both + parts[1], both + parts[2], both + parts[1] + parts[2] + parts[3]};
    if (random.nextInt(12) == 0) {
      counts[random.nextInt(COUNTS)] = null;
    }
    return new Object[] {counts};
  }

  static byte[][] masks(int pixels, SplittableRandom random) {
    return new byte[][] {mask(pixels, random), mask(pixels, random)};
  }

  static byte[][] logits(int pixels, SplittableRandom random) {
    return new byte[][] {floats(pixels, random), mask(pixels, random)};
  }

  /** Scores of so many classes alone. */
  static Pair scores(int classes) {
    return (pixels, random) ->
        new byte[][] {floats((classes > 8 ? pixels % 4 : pixels) * classes, random)};
  }

  static byte[][] probabilities(int pixels, SplittableRandom random) {
    return new byte[][] {Probabilities.ofForeground(pixels, random), mask(pixels, random)};
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
    return scored(classes, bytesPerPixel, (pixels, random) -> floats(pixels * classes, random));
  }

  /** The same of probabilities, which add up to 1 over the classes. */
  static Pair probabilityPlanes(int classes, int bytesPerPixel) {
    return scored(
        classes,
        bytesPerPixel,
        (pixels, random) -> Probabilities.ofClasses(classes, pixels, random));
  }

  private static Pair scored(
      int classes, int bytesPerPixel, BiFunction<Integer, SplittableRandom, byte[]> scores) {
    return (pixels, random) -> {
      int few = classes > 8 ? pixels % 4 : pixels;
      // Ignored labels are in the second map here, and only in narrow ones.
      boolean ignoring = bytesPerPixel == 1 && classes > 3;
      return new byte[][] {
        scores.apply(few, random), labels(few, random, classes, bytesPerPixel, ignoring)
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

  /** The batch with a fault, or something that might be one, in about half of its rows. */
  Batch damaged(SplittableRandom random) {
    @Nullable Object[][] damaged =
        Arrays.stream(columns).map(Object[]::clone).toArray(Object[][]::new);
    for (int row = 0; row < rows(); row++) {
      Object[] column = damaged[random.nextInt(damaged.length)];
      if (random.nextBoolean() && column[row] instanceof byte[] bytes) {
        column[row] = damaged(bytes, random);
      } else if (random.nextBoolean() && column[row] instanceof Long[] counts) {
        Long[] others = counts.clone();
        others[random.nextInt(COUNTS)] = random.nextLong(-3, 100);
        column[row] = others;
      }
    }
    return new Batch(damaged);
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    int length = bytes.length;
    byte[] changed = bytes.clone();
    switch (random.nextInt(6)) {
      case 0 -> changed = Arrays.copyOf(bytes, length + 1 + random.nextInt(4));
      case 1 -> changed = Arrays.copyOf(bytes, Math.max(0, length - 1 - random.nextInt(4)));
      case 2, 3 -> {
        if (length >= Float.BYTES) {
          ByteBuffer.wrap(changed)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putFloat(
                  Float.BYTES * random.nextInt(length / Float.BYTES),
                  random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY);
        }
      }
      default -> {
        for (int i = 0; i < length; i += 1 + random.nextInt(20)) {
          changed[i] = (byte) random.nextInt(256);
        }
      }
    }
    return changed;
  }

  byte @Nullable [] first(int row) {
    return (byte[]) columns[0][row];
  }

  byte @Nullable [] second(int row) {
    return (byte[]) columns[1][row];
  }

  int rows() {
    return columns[0].length;
  }

  /** What the form for rows gives for a row, called as Spark calls it. */
  @SuppressWarnings("unchecked")
  @Nullable Object onHost(RapidsUDF function, int row) {
    @Nullable Object[] arguments = new @Nullable Object[columns.length];
    for (int i = 0; i < arguments.length; i++) {
      Object value = columns[i][row];
      arguments[i] = value instanceof Long[] counts ? RowFactory.create((Object[]) counts) : value;
    }
    return arguments.length == 1
        ? ((Function1<Object, Object>) function).apply(arguments[0])
        : ((Function2<Object, Object, Object>) function).apply(arguments[0], arguments[1]);
  }

  /** What the function gives for the columns of the batch, row by row. */
  @Nullable Object[] onDevice(RapidsUDF function) {
    return onDevice(function, () -> onDevice(columns[0]));
  }

  private static ColumnVector onDevice(@Nullable Object[] column) {
    return column instanceof Long[][] counts
        ? Columns.ofStructs(COUNTS, counts)
        : Columns.ofBytes((byte[][]) column);
  }

  /** The same where the first argument is an array of floats. */
  @Nullable Object[] onDeviceFromArrays(RapidsUDF function) {
    Float[] @Nullable [] arrays = new Float[rows()] @Nullable [];
    for (int i = 0; i < rows(); i++) {
      byte[] bytes = first(i);
      arrays[i] = bytes == null ? null : boxed(bytes);
    }
    return onDevice(function, () -> Columns.ofFloats(arrays));
  }

  private @Nullable Object[] onDevice(RapidsUDF function, Supplier<ColumnVector> first) {
    try (Scope scope = new Scope()) {
      ColumnVector[] arguments = new ColumnVector[columns.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = scope.own(i == 0 ? first.get() : onDevice(columns[i]));
      }
      ColumnVector result = scope.own(function.evaluateColumnar(rows(), arguments));
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
