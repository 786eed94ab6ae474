package dev.maskwise.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Bins by their first float: the score with all but the leading bits of its mantissa cut off, and
 * bins of one width below 2^−14.
 */
public final class NaiveHistogram {
  private NaiveHistogram() {}

  /** What is made of the pixels of a bin. */
  @FunctionalInterface
  public interface Bin<T> {
    T of(float lowest, float highest, long foreground, long background);
  }

  /** The bins that hold pixels, upwards. */
  public static <T> List<T> bins(float[] scores, byte[] truth, int bits, Bin<T> bin) {
    TreeMap<Float, List<Integer>> pixels =
        new TreeMap<>(); // −0, that of tiny negatives, is below 0
    for (int i = 0; i < scores.length; i++) {
      pixels.computeIfAbsent(start(scores[i] + 0f, bits), start -> new ArrayList<>()).add(i);
    }
    List<T> bins = new ArrayList<>();
    for (List<Integer> in : pixels.values()) {
      float lowest = Float.POSITIVE_INFINITY;
      float highest = Float.NEGATIVE_INFINITY;
      long foreground = 0;
      for (int i : in) {
        lowest = Math.min(lowest, scores[i] + 0f);
        highest = Math.max(highest, scores[i] + 0f);
        foreground += truth[i];
      }
      bins.add(bin.of(lowest, highest, foreground, in.size() - foreground));
    }
    return bins;
  }

  private static float start(float score, int bits) {
    if (Math.abs(score) >= 0x1p-14f) {
      return Float.intBitsToFloat(Float.floatToIntBits(score) & -1 << (23 - bits));
    }
    double width = Math.scalb(1.0, -14 - bits);
    return Math.copySign((float) (Math.floor(Math.abs(score) / width) * width), score);
  }
}
