package dev.maskwise.metric;

import static dev.maskwise.metric.Metric.ratio;

import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of one class against the rest, from its intersection and cardinalities.
 *
 * <p>With {@code I} the intersection, {@code T} the truth cardinality, {@code P} the prediction
 * cardinality and {@code N} the valid pixels, the true negatives are {@code N − T − P + I}. Each is
 * undefined where its denominator is 0.
 */
public final class OverlapMetrics {

  public static final Metric<OverlapCounts> IOU =
      of(
          "iou",
          "IoU (Jaccard)",
          "I / (T + P − I)",
          "Jaccard 1901; Everingham et al. 2010, The PASCAL VOC Challenge, §4.2",
          c -> ratio(c.intersection(), c.union()));

  public static final Metric<OverlapCounts> DICE =
      of(
          "dice",
          "Dice (F1)",
          "2·I / (T + P)",
          "Dice 1945; Sørensen 1948",
          c -> ratio(2 * c.intersection(), c.truthCardinality() + c.predictionCardinality()));

  public static final Metric<OverlapCounts> PRECISION =
      of(
          "precision",
          "precision",
          "I / P",
          "van Rijsbergen 1979, Information Retrieval, ch. 7",
          c -> ratio(c.intersection(), c.predictionCardinality()));

  public static final Metric<OverlapCounts> RECALL =
      of(
          "recall",
          "recall (sensitivity)",
          "I / T",
          "van Rijsbergen 1979, Information Retrieval, ch. 7",
          c -> ratio(c.intersection(), c.truthCardinality()));

  public static final Metric<OverlapCounts> SPECIFICITY =
      of(
          "specificity",
          "specificity",
          "(N − T − P + I) / (N − T)",
          "Yerushalmy 1947",
          c -> ratio(c.pixels() - c.union(), c.pixels() - c.truthCardinality()));

  /** Every metric of one class, in the order of reports. */
  public static final List<Metric<OverlapCounts>> ALL =
      List.of(IOU, DICE, PRECISION, RECALL, SPECIFICITY);

  private OverlapMetrics() {}

  private static Metric<OverlapCounts> of(
      String name,
      String title,
      String formula,
      String source,
      ToDoubleFunction<OverlapCounts> function) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, source, function);
  }
}
