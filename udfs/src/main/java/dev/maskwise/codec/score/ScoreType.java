package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a score is stored: an IEEE 754 number, or an unsigned integer that a scale gives meaning. */
public enum ScoreType {
  /** Half precision: every value is a float32 too. */
  FLOAT16(2),
  /** Single precision, read as it is. */
  FLOAT32(4),
  /** Double precision: read as the nearest float32, which is infinite beyond its range. */
  FLOAT64(8),
  /** 0 … 255, scaled. */
  UINT8(1),
  /** 0 … 65,535, scaled. */
  UINT16(2);

  private final int bytes;

  ScoreType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a score. */
  public int bytes() {
    return bytes;
  }

  /** Whether scores are integers, which need a {@link ScoreScale}. */
  public boolean isInteger() {
    return this == UINT8 || this == UINT16;
  }

  /** The name of the type in NumPy, as in {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A decoder of blocks; it has buffers of its own and is for one thread.
   *
   * @param scale what integers mean; null for floating-point scores
   * @param blockScores the most scores that are decoded at once
   * @throws MalformedException when integers lack a scale, or a scale was stated for others
   */
  ScoreDecoder decoder(ByteOrder order, @Nullable ScoreScale scale, int blockScores)
      throws MalformedException {
    if (isInteger() && scale == null) {
      throw new MalformedException(
          "holds "
              + this
              + " scores, whose meaning is not stated: say --score-scale and --score-offset");
    }
    if (!isInteger() && scale != null) {
      throw new MalformedException(
          "holds "
              + this
              + " scores, but a scale was stated: leave out --score-scale and --score-offset");
    }
    return switch (this) {
      case FLOAT16 -> ScoreDecoder.pairs(Float16.TABLE, order, blockScores);
      case FLOAT32 -> ScoreDecoder.singles(order);
      case FLOAT64 -> ScoreDecoder.doubles(order, blockScores);
      case UINT8 -> ScoreDecoder.bytes(scaled(scale, 1 << 8));
      case UINT16 -> ScoreDecoder.pairs(scaled(scale, 1 << 16), order, blockScores);
    };
  }

  private static float[] scaled(@Nullable ScoreScale scale, int values) {
    if (scale == null) {
      throw new IllegalArgumentException("Integer scores need a scale.");
    }
    float[] table = new float[values];
    for (int q = 0; q < values; q++) {
      table[q] = (float) (q * scale.scale() + scale.offset());
    }
    return table;
  }
}
