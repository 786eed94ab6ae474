package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;

/** The shape of a score map, judged before memory is taken for it. */
public record ScoreShape(int channels, int height, int width) {
  static final int MAX_CHANNELS = 1 << 16;

  /** A plane must fit one array. */
  private static final long MAX_PIXELS = Integer.MAX_VALUE - 8;

  /**
   * Checks a declared shape.
   *
   * @throws MalformedException when it is empty or too large
   */
  public static ScoreShape of(long channels, long height, long width, long maxPixels)
      throws MalformedException {
    String declared = "declares " + channels + " channels of " + width + "x" + height + " pixels";
    if (channels < 1 || height < 1 || width < 1) {
      throw new MalformedException(declared + "; each must be at least 1");
    }
    if (height > maxPixels / width) {
      throw new MalformedException(declared + ", more than --max-pixels " + maxPixels);
    }
    if (height > MAX_PIXELS / width) {
      throw new MalformedException(declared + ", too large to be read");
    }
    if (channels > MAX_CHANNELS) {
      throw new MalformedException(declared + "; at most " + MAX_CHANNELS + " channels are read");
    }
    return new ScoreShape((int) channels, (int) height, (int) width);
  }

  /** Pixels of a plane. */
  public int pixels() {
    return height * width;
  }

  /** Bytes of all scores. */
  long bytes(ScoreType type) {
    return (long) channels * pixels() * type.bytes();
  }

  /** What the scores of a type take, as in {@code its 3 channels of 4x5 float32 scores}. */
  String describe(ScoreType type) {
    return channels + " channels of " + width + "x" + height + " " + type + " scores";
  }
}
