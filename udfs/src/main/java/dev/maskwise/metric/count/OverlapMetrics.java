package dev.maskwise.metric.count;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapRatio.Terms;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;

/**
 * Metrics of one class against the rest, from its intersection and cardinalities.
 *
 * <p>With {@code I} the intersection, {@code T} the truth cardinality, {@code P} the prediction
 * cardinality and {@code N} the valid pixels, the true negatives are {@code N − T − P + I}. Each is
 * undefined where its denominator is 0. The function of each is an {@link OverlapRatio}.
 */
public final class OverlapMetrics {
  private static final Terms I = new Terms(1, 0, 0, 0);
  private static final Terms T = new Terms(0, 1, 0, 0);
  private static final Terms P = new Terms(0, 0, 1, 0);
  private static final Terms N = new Terms(0, 0, 0, 1);

  public static final Metric<OverlapCounts> IOU =
      of(
          "iou",
          "IoU (Jaccard)",
          "I / (T + P − I)",
          "Jaccard 1901; Everingham et al. 2010, The PASCAL VOC Challenge, §4.2",
          I.over(T.plus(P).minus(I)));

  public static final Metric<OverlapCounts> DICE =
      of(
          "dice",
          "Dice (F1)",
          "2·I / (T + P)",
          "Dice 1945; Sørensen 1948",
          I.times(2).over(T.plus(P)));

  public static final Metric<OverlapCounts> PRECISION =
      of(
          "precision",
          "precision",
          "I / P",
          "van Rijsbergen 1979, Information Retrieval, ch. 7",
          I.over(P));

  public static final Metric<OverlapCounts> RECALL =
      of(
          "recall",
          "recall (sensitivity)",
          "I / T",
          "van Rijsbergen 1979, Information Retrieval, ch. 7",
          I.over(T));

  public static final Metric<OverlapCounts> SPECIFICITY =
      of(
          "specificity",
          "specificity",
          "(N − T − P + I) / (N − T)",
          "Yerushalmy 1947",
          N.minus(T).minus(P).plus(I).over(N.minus(T)));

  /** Every metric of one class, in the order of reports. */
  public static final List<Metric<OverlapCounts>> ALL =
      List.of(IOU, DICE, PRECISION, RECALL, SPECIFICITY);

  private OverlapMetrics() {}

  private static Metric<OverlapCounts> of(
      String name, String title, String formula, String source, OverlapRatio ratio) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, source, ratio);
  }
}
