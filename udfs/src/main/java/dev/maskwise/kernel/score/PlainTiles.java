package dev.maskwise.kernel.score;

import static dev.maskwise.kernel.score.ScoreBlocks.ROW;
import static dev.maskwise.kernel.score.ScoreBlocks.TILE;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import java.util.Arrays;

/** The steps on the rows of a tile. */
final class PlainTiles {
  private static final float BELOW_1 = 0x1.fffffep-1f;

  private PlainTiles() {}

  /** {@link ScoreBlocks#highest}. */
  static void highest(float[] tile, int classes, float[] top, float[] scratch) {
    System.arraycopy(tile, 0, top, 0, TILE);
    for (int c = 1; c < classes; c++) {
      System.arraycopy(tile, c * ROW, scratch, 0, TILE);
      for (int i = 0; i < TILE; i++) {
        top[i] = Math.max(top[i], scratch[i]);
      }
    }
  }

  /** {@link ScoreBlocks#exponentials}. */
  static void exponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch) {
    Arrays.fill(rest, 0, TILE, 0);
    Arrays.fill(ones, 0, TILE, 0);
    for (int c = 0; c < classes; c++) {
      System.arraycopy(tile, c * ROW, scratch, 0, TILE);
      exponentials(scratch, top);
      System.arraycopy(scratch, 0, tile, c * ROW, TILE);
      for (int i = 0; i < TILE; i++) {
        float e = scratch[i];
        // 1 for the number 1 and 0 for the smaller ones, whose distance is 2^−24 or more.
        float one = Math.max((e - BELOW_1) * 0x1p24f, 0);
        rest[i] += e - one;
        ones[i] += one;
      }
    }
  }

  /** Replaces the logits at the start of the array by exp(z − top). */
  private static void exponentials(float[] scores, float[] top) {
    for (int i = 0; i < TILE; i++) {
      float z = scores[i];
      float x = top[i] - z;
      float taken = x - top[i];
      float low = (top[i] - (x - taken)) - (z + taken);
      float shifted = PlainMath.shifted(x);
      scores[TILE + i] = shifted;
      scores[i] = PlainMath.fraction(x, low, shifted);
    }
    for (int i = 0; i < TILE; i++) {
      int shifted = floatToRawIntBits(scores[TILE + i]);
      scores[i] = intBitsToFloat(PlainMath.scaled(floatToRawIntBits(scores[i]), shifted));
    }
  }

  /** {@link ScoreBlocks#fromTile}. */
  static void take(float[] tile, int row, float[] scale, float[] plane, int from, float[] scratch) {
    System.arraycopy(tile, row, scratch, 0, TILE);
    for (int i = 0; i < TILE; i++) {
      scratch[i] *= scale[i];
    }
    System.arraycopy(scratch, 0, plane, from, TILE);
  }
}
