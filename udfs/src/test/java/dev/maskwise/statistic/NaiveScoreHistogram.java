package dev.maskwise.statistic;

import dev.maskwise.law.ScoredPixels;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.List;
import java.util.TreeMap;

/**
 * Bins by their first float: the score with all but the leading bits of its mantissa cut off, and
 * bins of one width below 2^−14.
 */
public final class NaiveScoreHistogram {

  private NaiveScoreHistogram() {}

  public static List<Bin> bins(ScoredPixels pixels, int bits) {
    TreeMap<Float, Bin> bins = new TreeMap<>(); // −0.0, where the tiny negative are, is below 0.0
    for (int i = 0; i < pixels.pixels(); i++) {
      float score = pixels.scores()[i] == 0 ? 0f : pixels.scores()[i];
      float start = Math.abs(score) < 0x1p-14f ? evenly(score, bits) : cut(score, bits);
      byte y = pixels.truth()[i];
      bins.merge(
          start,
          new Bin(score, score, y, 1 - y),
          (a, b) ->
              new Bin(
                  Math.min(a.lowest(), b.lowest()),
                  Math.max(a.highest(), b.highest()),
                  a.foreground() + b.foreground(),
                  a.background() + b.background()));
    }
    return List.copyOf(bins.values());
  }

  private static float cut(float score, int bits) {
    return Float.intBitsToFloat(Float.floatToIntBits(score) & -1 << (23 - bits));
  }

  private static float evenly(float score, int bits) {
    double width = Math.scalb(1.0, -14 - bits);
    return Math.copySign((float) (Math.floor(Math.abs(score) / width) * width), score);
  }
}
