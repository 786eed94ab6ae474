package dev.maskwise.kernel.score;

import static dev.maskwise.kernel.score.PlainMath.keep;
import static dev.maskwise.kernel.score.ScoreBlocks.GROUP;
import static dev.maskwise.kernel.score.ScoreBlocks.LANES;
import static dev.maskwise.kernel.score.ScoreBlocks.PIXELS;

/** The sums over a block: in float32 within a group of pixels, in double from group to group. */
final class PlainSums {
  private PlainSums() {}

  static void addOverlap(float[] probabilities, byte[] truth, int from, double[] lanes) {
    for (int group = from; group < from + PIXELS; group += GROUP) {
      for (int lane = 0; lane < LANES; lane++) {
        float all = 0;
        float inTruth = 0;
        float squares = 0;
        for (int i = group + lane; i < group + GROUP; i += LANES) {
          float p = probabilities[i];
          all += p;
          inTruth += keep(p, -truth[i]);
          squares = Math.fma(p, p, squares);
        }
        lanes[lane] += all;
        lanes[LANES + lane] += inTruth;
        lanes[2 * LANES + lane] += squares;
      }
    }
  }

  static void addByTruth(float[] loss, byte[] truth, int from, double[] lanes, int at) {
    for (int group = 0; group < PIXELS; group += GROUP) {
      for (int lane = 0; lane < LANES; lane++) {
        float background = 0;
        float foreground = 0;
        for (int i = group + lane; i < group + GROUP; i += LANES) {
          int inTruth = -truth[from + i];
          background += keep(loss[i], ~inTruth);
          foreground += keep(loss[i], inTruth);
        }
        lanes[at + lane] += background;
        lanes[at + LANES + lane] += foreground;
      }
    }
  }
}
