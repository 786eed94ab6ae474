package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A score map stored as its bare scores, little-endian, channel by channel and row by row from the
 * top. Reading is one pass over the bytes.
 */
public final class RawScores {
  private RawScores() {}

  /**
   * Opens scores that lie in memory; they are referenced, not copied.
   *
   * @param scale what integers mean; null for floating-point scores
   * @param maxPixels the most pixels of a plane to accept
   * @throws MalformedException when the shape is empty or too large, the length does not fit it, or
   *     the scale does not suit the type
   */
  public static ScoreMap open(
      byte[] data,
      ScoreType type,
      int channels,
      int height,
      int width,
      @Nullable ScoreScale scale,
      long maxPixels)
      throws MalformedException {
    ScoreShape shape = ScoreShape.of(channels, height, width, maxPixels);
    if (data.length != shape.bytes(type)) {
      throw new MalformedException(
          "has "
              + data.length
              + " bytes, but "
              + shape.describe(type)
              + " take "
              + shape.bytes(type));
    }
    ScoreInput in = new ScoreInput(new ByteArrayInputStream(data));
    return new StoredScores(in, type, ByteOrder.LITTLE_ENDIAN, shape, false, scale);
  }
}
