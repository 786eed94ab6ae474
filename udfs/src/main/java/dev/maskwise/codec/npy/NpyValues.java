package dev.maskwise.codec.npy;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.codec.SampledValues;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.inflate.Inflate;
import dev.maskwise.codec.score.ScoreInput;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;

/**
 * A mask or label map stored as a NumPy array in a .npy file (NumPy enhancement proposal 1; format
 * versions 1.0, 2.0 and 3.0), or as the only array of a .npz file.
 *
 * <p>Types: booleans, which are read as 0 and 1, and integers of 8 to 64 bits with a sign or
 * without, in either byte order. C and Fortran order. Axes: H×W, with axes of length one before
 * them, or one behind them.
 *
 * <p>Refused: other types; other numbers of axes; empty or too large shapes; data that is shorter
 * or longer than the shape says; a boolean that is neither 0 nor 1; a number beyond 32 bits, by its
 * pixel; several arrays.
 *
 * <p>Cost: a pass over the numbers. A .npz file is inflated whole once its shape was judged.
 */
public final class NpyValues implements ValueRows {
  private final NpyIntegers array;
  private final ByteBuffer numbers;
  private final int start;
  private final RowCursor cursor;

  private NpyValues(NpyIntegers array, byte[] bytes, int start) {
    this.array = array;
    this.numbers = ByteBuffer.wrap(bytes).order(array.order());
    this.start = start;
    this.cursor = new RowCursor(array.shape().height(), array.shape().width());
  }

  /** Whether a file may be a .npy file, or a .npz file with an array, by its first bytes. */
  public static boolean begins(byte[] file) {
    return file.length > 0 && (NpyHeader.begins(file, file.length) || NpzArrays.holdsArray(file));
  }

  /**
   * Opens a map.
   *
   * @param file the whole file; referenced, not copied
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no mask or label map, too large, or malformed
   */
  public static ValueRows open(byte[] file, long maxPixels) throws MalformedException {
    if (NpzArrays.begins(file, file.length)) {
      return ofNpz(file, maxPixels);
    }
    NpyIntegers array = NpyIntegers.read(input(file), maxPixels);
    array.requireLength(file.length);
    return of(array, file, (int) array.start());
  }

  private static ValueRows ofNpz(byte[] file, long maxPixels) throws MalformedException {
    NpzArrays arrays = new NpzArrays(new ByteArrayInputStream(file));
    String name = arrays.find(null);
    ScoreInput in = new ScoreInput(arrays.content());
    NpyIntegers array = NpyIntegers.read(in, maxPixels);
    if (array.length() / Inflate.LARGEST_RATIO > file.length
        || array.length() > Integer.MAX_VALUE - Long.BYTES) {
      throw new MalformedException(
          "declares %dx%d pixels, which its %d bytes cannot hold"
              .formatted(array.shape().width(), array.shape().height(), file.length));
    }
    byte[] bytes = new byte[(int) array.length() + 1]; // A byte more shows whether it goes on.
    array.requireLength(array.start() + in.read(bytes, bytes.length));
    arrays.requireOnly(name);
    return of(array, bytes, 0);
  }

  private static ScoreInput input(byte[] file) {
    return new ScoreInput(new ByteArrayInputStream(file));
  }

  private static ValueRows of(NpyIntegers array, byte[] bytes, int start)
      throws MalformedException {
    return array.areLabels()
        ? new LabelsAsValues(NpyLabels.of(array, bytes, start))
        : new NpyValues(array, bytes, start);
  }

  @Override
  public int width() {
    return array.shape().width();
  }

  @Override
  public int height() {
    return array.shape().height();
  }

  @Override
  public Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  public int largest() {
    return SampledValues.largest(array.bytes(), array.kind() == 'i');
  }

  @Override
  public void read(int[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    int step = (array.fortran() ? height() : 1) * array.bytes();
    int rowStep = (array.fortran() ? 1 : width()) * array.bytes();
    for (int y = first; y < first + rows; y++) {
      readRow(into, (y - first) * width(), start + y * rowStep, step, y);
    }
  }

  /** A loop for each type, because one that asks for it at each number takes twice as long. */
  private void readRow(int[] into, int at, int from, int step, int y) throws MalformedException {
    int n = from;
    int end = at + width();
    boolean signed = array.kind() == 'i';
    switch (array.bytes()) {
      case 1 -> {
        for (int i = at; i < end; i++, n += step) {
          into[i] = numbers.get(n);
        }
      }
      case 2 -> {
        for (int i = at; i < end; i++, n += step) {
          into[i] = numbers.getShort(n);
        }
      }
      case 4 -> {
        for (int i = at; i < end; i++, n += step) {
          int number = numbers.getInt(n);
          if (number < 0 && !signed) {
            throw SampledValues.tooWide(Integer.toUnsignedString(number), i - at, y);
          }
          into[i] = number;
        }
      }
      default -> {
        for (int i = at; i < end; i++, n += step) {
          long number = numbers.getLong(n);
          if (number != (int) number || (number < 0 && !signed)) {
            throw SampledValues.tooWide(
                signed ? String.valueOf(number) : Long.toUnsignedString(number), i - at, y);
          }
          into[i] = (int) number;
        }
      }
    }
  }

  @Override
  public void close() {}
}
