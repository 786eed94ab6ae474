package dev.maskwise.metric.segment;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.statistic.object.PanopticCounts;
import dev.maskwise.statistic.object.PanopticCounts.Segments;
import java.util.List;

/**
 * Metrics of the segments of one category: with {@code TP} the pairs that match, {@code FP} and
 * {@code FN} the predicted and the true segments that match none, and {@code ΣIoU} over the pairs.
 * Undefined where there is no segment. Their means over categories are {@link #mean}.
 */
public final class PanopticMetrics {
  private static final String SOURCE = "Kirillov et al. 2019, Panoptic Segmentation, §4.2";

  public static final Metric<Segments> PQ =
      of(
          "pq",
          "panoptic quality",
          "ΣIoU / (TP + FP/2 + FN/2)",
          segments -> segments.iouSum() / weighted(segments));

  /** Where nothing matches it is 0 and not undefined, since published means count it so. */
  public static final Metric<Segments> SQ =
      of(
          "sq",
          "segmentation quality",
          "ΣIoU / TP, and 0 where nothing matches",
          segments ->
              segments.matched() == 0 && weighted(segments) > 0
                  ? 0
                  : segments.iouSum() / segments.matched());

  public static final Metric<Segments> RQ =
      of(
          "rq",
          "recognition quality",
          "TP / (TP + FP/2 + FN/2)",
          segments -> segments.matched() / weighted(segments));

  /** Every metric of segments, in the order of reports. */
  public static final List<Metric<Segments>> ALL = List.of(PQ, SQ, RQ);

  private PanopticMetrics() {}

  /**
   * A metric over categories: its mean over those of a list that have a segment; the metrics of
   * things and of stuff are those of their categories.
   */
  public static CategoryMean mean(
      Metric<Segments> metric, PanopticCounts counts, List<Integer> categories) {
    double sum = 0;
    int n = 0;
    for (int category : categories) {
      Segments segments = counts.categories().get(category);
      if (segments != null) {
        sum += metric.value(segments);
        n++;
      }
    }
    return new CategoryMean(sum / n, n, categories.size() - n);
  }

  /**
   * A mean over categories.
   *
   * @param value NaN where no category has a segment
   * @param n how many categories have one
   * @param undefined how many have none
   */
  public record CategoryMean(double value, int n, int undefined) {}

  private static double weighted(Segments segments) {
    return segments.matched()
        + 0.5 * segments.unmatchedPredictions()
        + 0.5 * segments.unmatchedTruths();
  }

  private static Metric<Segments> of(
      String name, String title, String formula, Metric.Value<Segments> function) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, SOURCE, function);
  }
}
