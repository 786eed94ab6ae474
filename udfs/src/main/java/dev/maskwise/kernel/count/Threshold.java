package dev.maskwise.kernel.count;

/** The overlap of a truth with what a score predicts at a threshold. */
public final class Threshold {
  private Threshold() {}

  /**
   * Adds the overlap at a threshold to {@code counts}: to element 0 the size of the intersection,
   * to element 1 the cardinality of the truth, to element 2 the cardinality of the prediction.
   *
   * <p>O(pixels), whatever the scores are; no allocation. NaN is never predicted, and −0 is equal
   * to 0.
   *
   * @param scores at least {@code pixels} scores
   * @param truth at least {@code pixels} bytes, 0 or 1
   * @param threshold the score from which on a pixel is predicted
   * @param inclusive whether a score equal to the threshold is predicted
   * @param counts three counts, added to
   * @throws IllegalArgumentException when an array is shorter than {@code pixels}, or there are not
   *     three counts
   */
  public static void count(
      float[] scores, byte[] truth, int pixels, float threshold, boolean inclusive, long[] counts) {
    if (pixels < 0 || scores.length < pixels || truth.length < pixels || counts.length != 3) {
      throw new IllegalArgumentException(
          "%d pixels and 3 counts were asked for, but there are %d scores, %d truths and %d counts."
              .formatted(pixels, scores.length, truth.length, counts.length));
    }
    float equal = inclusive ? threshold : Float.NaN; // which no score is equal to
    int intersection = 0;
    int truthCardinality = 0;
    int predictionCardinality = 0;
    for (int i = 0; i < pixels; i++) {
      int predicted = (scores[i] > threshold ? 1 : 0) | (scores[i] == equal ? 1 : 0);
      intersection += predicted & truth[i];
      truthCardinality += truth[i];
      predictionCardinality += predicted;
    }
    counts[0] += intersection;
    counts[1] += truthCardinality;
    counts[2] += predictionCardinality;
  }

  /**
   * What scores predict at a threshold: 1 where a score is at least it, else 0.
   *
   * @param scores of all pixels
   */
  public static byte[] mask(float[] scores, float threshold) {
    byte[] mask = new byte[scores.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) (scores[i] >= threshold ? 1 : 0);
    }
    return mask;
  }
}
