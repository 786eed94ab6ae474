package dev.maskwise.spark.column;

import dev.maskwise.spark.catalog.MaskFunctions;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The pixels of one image as statistics, for the rows of a {@link StatisticAggregator}. Counts and
 * refusals are those of the SQL functions.
 */
public final class ImageStatistics {
  private ImageStatistics() {}

  /**
   * The counts of two masks, one byte a pixel, 0 is background. O(pixels).
   *
   * @param ignore the label of the truth whose pixels count nowhere; negative for none
   * @throws IllegalArgumentException if the masks differ in length
   */
  public static OverlapCounts overlap(byte[] truth, byte[] prediction, int ignore) {
    InternalRow counts = MaskFunctions.overlap(truth, prediction, ignore);
    return new OverlapCounts(
        counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
  }

  /**
   * The confusion matrix of two label maps, one byte a pixel; above 256 classes two, in
   * little-endian order. O(pixels + classes²).
   *
   * @param classes from 1 to 4096; the labels 0 … {@code classes} − 1
   * @param ignore the label of the truth whose pixels count nowhere; negative for none
   * @throws IllegalArgumentException if the maps differ in length or a label is no class
   */
  public static ConfusionMatrix confusion(
      byte[] truth, byte[] prediction, int classes, int ignore) {
    return ConfusionMatrix.TYPE.decode(MaskFunctions.confusion(truth, prediction, classes, ignore));
  }

  /**
   * Adds the scores of an image to a histogram: a step for {@link StatisticAggregator#folding}.
   * O(pixels).
   *
   * @param memory changed and returned, unless it is the empty one, which has no shape yet and
   *     takes that of {@link ScoreHistogram#DEFAULT_BITS}
   * @param scores a finite score a pixel
   * @param truth one byte a pixel, 0 is background
   * @param ignore the label of the truth whose pixels count nowhere; negative for none
   * @throws IllegalArgumentException if the lengths differ or a score is not finite
   */
  public static ScoreHistogram addScores(
      ScoreHistogram memory, float[] scores, byte[] truth, int ignore) {
    if (scores.length != truth.length) {
      throw new IllegalArgumentException(
          "There are %d scores, but the truth has %d pixels."
              .formatted(scores.length, truth.length));
    }
    float[] valid = Arrays.copyOf(scores, scores.length);
    byte[] foreground = new byte[truth.length];
    int pixels = 0;
    for (int i = 0; i < truth.length; i++) {
      if ((truth[i] & 0xff) != ignore) {
        valid[pixels] = scores[i];
        foreground[pixels++] = (byte) (truth[i] == 0 ? 0 : 1);
      }
    }
    ScoreHistogram histogram =
        memory.bits() < 0 ? new ScoreHistogram(ScoreHistogram.DEFAULT_BITS) : memory;
    histogram.add(valid, foreground, pixels);
    return histogram;
  }
}
