package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.inflate.Inflate;
import dev.maskwise.codec.score.ScoreInput;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

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
public final class NpyValues {
  private NpyValues() {}

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
    return open(file, maxPixels, /* planes= */ false).get(0);
  }

  /**
   * Opens an array of planes, such as the masks of several classes: C×H×W, or H×W of one class.
   *
   * @return each plane
   * @throws MalformedException as {@link #open} says
   */
  public static List<ValueRows> planes(byte[] file, long maxPixels) throws MalformedException {
    return open(file, maxPixels, /* planes= */ true);
  }

  private static List<ValueRows> open(byte[] file, long maxPixels, boolean planes)
      throws MalformedException {
    if (NpzArrays.begins(file, file.length)) {
      return ofNpz(file, maxPixels, planes);
    }
    NpyIntegers array = NpyIntegers.read(input(file), maxPixels, planes);
    array.requireLength(file.length);
    return of(array, file, (int) array.start());
  }

  private static List<ValueRows> ofNpz(byte[] file, long maxPixels, boolean planes)
      throws MalformedException {
    NpzArrays arrays = new NpzArrays(new ByteArrayInputStream(file));
    String name = arrays.find(null);
    ScoreInput in = new ScoreInput(arrays.content());
    NpyIntegers array = NpyIntegers.read(in, maxPixels, planes);
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

  private static List<ValueRows> of(NpyIntegers array, byte[] bytes, int start)
      throws MalformedException {
    List<ValueRows> planes = new ArrayList<>();
    for (int plane = 0; plane < array.shape().channels(); plane++) {
      planes.add(NpyNumbers.of(array, bytes, start, plane));
    }
    return planes;
  }
}
