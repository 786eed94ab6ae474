package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Files of scores, told by their first bytes and never by their names. */
public final class ScoreMaps {
  private static final int FIRST_BYTES = 4;

  private ScoreMaps() {}

  /**
   * Opens a .npy or a .npz file.
   *
   * @param in the file from its first byte; closed with the map. When opening fails, closing it is
   *     left to the caller
   * @param array the name of the array in a .npz file; null for its only one, and for .npy files
   * @param scale what integers mean; null for floating-point scores
   * @param maxPixels the most pixels of a plane to accept, judged before memory is taken
   * @param byteLength the length of the file, judged before memory is taken; −1 when it is not
   *     known
   * @throws MalformedException as {@link NpyScores} and {@link NpzScores} say, and when the file is
   *     neither
   */
  public static ScoreMap open(
      InputStream in,
      @Nullable String array,
      @Nullable ScoreScale scale,
      long maxPixels,
      long byteLength)
      throws MalformedException {
    PushbackInputStream file = new PushbackInputStream(in, FIRST_BYTES);
    byte[] first = new byte[FIRST_BYTES];
    int count;
    try {
      count = file.readNBytes(first, 0, FIRST_BYTES);
      file.unread(first, 0, count);
    } catch (IOException e) {
      throw ScoreInput.refusal(e);
    }
    if (NpyHeader.begins(first, count)) {
      if (array != null && count > 0) {
        throw new MalformedException(
            "is a .npy file, whose only array has no name, but the array " + array + " is wanted");
      }
      return NpyScores.open(file, scale, maxPixels, byteLength);
    }
    if (NpzArrays.begins(first, count)) {
      return NpzScores.open(file, array, scale, maxPixels, byteLength);
    }
    throw new MalformedException(
        "is neither a .npy nor a .npz file: it starts with the bytes "
            + HexFormat.ofDelimiter(" ").formatHex(first, 0, count));
  }
}
