package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.StoredScores;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A score map stored as a NumPy array in a .npy file (NumPy enhancement proposal 1; format versions
 * 1.0, 2.0 and 3.0).
 *
 * <p>Types: {@code f2}, {@code f4}, {@code f8} and {@code u2} in either byte order, and {@code u1}.
 * C and Fortran order. Axes: H×W is one channel, C×H×W, and 1×C×H×W as a network gives for a batch
 * of one; a leading axis of one is dropped from four axes only, so 1×H×W is one channel.
 *
 * <p>Refused: other types, pickled objects among them, which are never interpreted; other numbers
 * of axes; empty or too large shapes; integers without a stated scale, and other numbers with one;
 * data that is shorter or longer than the shape says.
 *
 * <p>Cost: opening reads the header only. Reading is linear in the bytes, a fraction of a
 * nanosecond a score. Memory besides the planes is at most 512 KiB, and 1 MiB more for Fortran
 * order.
 */
public final class NpyScores {
  private NpyScores() {}

  /**
   * Opens a map.
   *
   * @param in the file from its first byte; closed with the map. When opening fails, closing it is
   *     left to the caller
   * @param scale what integers mean; null for floating-point scores
   * @param maxPixels the most pixels of a plane to accept, judged before memory is taken
   * @param byteLength the length of the file, judged before memory is taken; −1 when it is not
   *     known
   * @throws MalformedException when the file is no score map, too large, or malformed up to its
   *     first score
   */
  public static ScoreMap open(
      InputStream in, @Nullable ScoreScale scale, long maxPixels, long byteLength)
      throws MalformedException {
    StoredScores scores = open(new ScoreInput(in), scale, maxPixels);
    scores.requireLength(byteLength);
    return scores;
  }

  /** Opens the array that begins where a stream stands. */
  static StoredScores open(ScoreInput in, @Nullable ScoreScale scale, long maxPixels)
      throws MalformedException {
    NpyHeader header = NpyHeader.read(in, maxPixels);
    return new StoredScores(
        in, header.type(), header.order(), header.shape(), header.fortran(), scale);
  }
}
