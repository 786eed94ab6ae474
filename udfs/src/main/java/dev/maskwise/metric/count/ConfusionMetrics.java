package dev.maskwise.metric.count;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Metrics of all classes together, from the confusion matrix under a policy. */
public final class ConfusionMetrics {

  public static final Metric<ClassCounts> PIXEL_ACCURACY =
      of(
          "pixel_accuracy",
          "pixel accuracy",
          "Σ_c I_c / N",
          "Long, Shelhamer & Darrell 2015, Fully Convolutional Networks, §5",
          ClassCounts::pixelAccuracy);

  public static final Metric<ClassCounts> MEAN_IOU =
      mean(
          "mean_iou",
          "mean IoU",
          OverlapMetrics.IOU,
          "Everingham et al. 2010, The PASCAL VOC Challenge, §4.2");

  public static final Metric<ClassCounts> MEAN_DICE =
      mean("mean_dice", "mean Dice", OverlapMetrics.DICE, "Dice 1945; Sørensen 1948");

  public static final Metric<ClassCounts> MEAN_CLASS_ACCURACY =
      mean(
          "mean_class_accuracy",
          "mean class accuracy",
          OverlapMetrics.RECALL,
          "Long, Shelhamer & Darrell 2015, Fully Convolutional Networks, §5");

  public static final Metric<ClassCounts> FREQUENCY_WEIGHTED_IOU =
      of(
          "frequency_weighted_iou",
          "frequency-weighted IoU",
          "Σ_c T_c·iou_c / Σ_c T_c",
          "Long, Shelhamer & Darrell 2015, Fully Convolutional Networks, §5",
          counts -> counts.truthWeighted(OverlapMetrics.IOU));

  /** Every metric over classes, in the order of reports. */
  public static final List<Metric<ClassCounts>> ALL =
      List.of(MEAN_IOU, MEAN_DICE, PIXEL_ACCURACY, MEAN_CLASS_ACCURACY, FREQUENCY_WEIGHTED_IOU);

  private static final List<Metric<ClassCounts>> OF_OVERLAPPING =
      ALL.stream().filter(metric -> !metric.equals(PIXEL_ACCURACY)).toList();

  private static final Map<String, Metric<OverlapCounts>> MEAN_OF =
      Map.of(
          MEAN_IOU.name(), OverlapMetrics.IOU,
          MEAN_DICE.name(), OverlapMetrics.DICE,
          MEAN_CLASS_ACCURACY.name(), OverlapMetrics.RECALL);

  private ConfusionMetrics() {}

  /**
   * Those of some classes.
   *
   * @param overlapping whether a pixel may have several of them, so that there is no confusion
   */
  public static List<Metric<ClassCounts>> of(boolean overlapping) {
    return overlapping ? OF_OVERLAPPING : ALL;
  }

  /** The class metric of which a metric is the plain mean over classes, if it is one. */
  public static Optional<Metric<OverlapCounts>> meanOf(Metric<ClassCounts> metric) {
    return Optional.ofNullable(MEAN_OF.get(metric.name()));
  }

  private static Metric<ClassCounts> mean(
      String name, String title, Metric<OverlapCounts> of, String source) {
    return of(
        name,
        title,
        "mean over classes of " + of.name(),
        source,
        counts -> counts.mean(of).value());
  }

  private static Metric<ClassCounts> of(
      String name,
      String title,
      String formula,
      String source,
      Metric.Value<ClassCounts> function) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, source, function);
  }
}
