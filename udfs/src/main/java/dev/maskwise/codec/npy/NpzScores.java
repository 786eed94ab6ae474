package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.StoredScores;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A score map stored as an array of a .npz file, which is a zip file of {@link NpyScores .npy}
 * files, stored or deflated.
 *
 * <p>The file is read from its beginning: arrays that stand before the wanted one are inflated and
 * dropped, what stands behind it is not looked at. Where no array is named the rest of the file is
 * searched when the scores were read, and the map is refused if there is another array.
 *
 * <p>Refused, besides what {@link NpyScores} refuses: an array that is not there, and damage that
 * the checksum of the array shows, at the latest when the last score was read. Of an array no more
 * is inflated than its shape says and one byte.
 */
public final class NpzScores implements ScoreMap {
  private final NpzArrays arrays;
  private final StoredScores scores;

  /** The array's name where it must be the only one. */
  private final @Nullable String only;

  private NpzScores(NpzArrays arrays, StoredScores scores, @Nullable String only) {
    this.arrays = arrays;
    this.scores = scores;
    this.only = only;
  }

  /**
   * Opens an array.
   *
   * @param in the file from its first byte; closed with the map. When opening fails, closing it is
   *     left to the caller
   * @param array the name of the array, with or without {@code .npy}; null for the only one
   * @param scale what integers mean; null for floating-point scores
   * @param maxPixels the most pixels of a plane to accept, judged before memory is taken
   * @param byteLength the length of the file, which bounds the shape before memory is taken; −1
   *     when it is not known
   * @throws MalformedException when there is no such array, or it is no score map, too large, or
   *     malformed up to its first score
   */
  public static ScoreMap open(
      InputStream in,
      @Nullable String array,
      @Nullable ScoreScale scale,
      long maxPixels,
      long byteLength)
      throws MalformedException {
    NpzArrays arrays = new NpzArrays(in);
    String found = arrays.find(array);
    StoredScores scores = NpyScores.open(new ScoreInput(arrays.content()), scale, maxPixels);
    scores.requireCompressedLength(byteLength);
    return new NpzScores(arrays, scores, array == null ? found : null);
  }

  @Override
  public int channels() {
    return scores.channels();
  }

  @Override
  public int height() {
    return scores.height();
  }

  @Override
  public int width() {
    return scores.width();
  }

  @Override
  public void read(float[][] planes) throws MalformedException {
    scores.read(planes);
    if (only != null) {
      arrays.requireOnly(only);
    }
  }

  @Override
  public void close() {
    scores.close();
  }
}
