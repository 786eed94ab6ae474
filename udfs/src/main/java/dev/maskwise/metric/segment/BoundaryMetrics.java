package dev.maskwise.metric.segment;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.ArrayList;
import java.util.List;

/**
 * How far borders agree, of one class. Where neither truth nor prediction has a border, each is
 * undefined; DAVIS counts that as 1, which {@link EmptyMask#ONE} gives.
 */
public final class BoundaryMetrics {
  private static final String DAVIS =
      "Perazzi et al. 2016, A Benchmark Dataset for Video Object Segmentation, §4; Csurka et al."
          + " 2013, What is a good evaluation measure for semantic segmentation?";

  public static final Metric<OfClass> IOU =
      of(
          "boundary_iou",
          "boundary IoU",
          "pixels in the wide borders of both / pixels in either",
          "Cheng et al. 2021, Boundary IoU, §4",
          counts -> Metric.ratio(counts.intersection(), counts.union()));

  public static final Metric<OfClass> PRECISION =
      of(
          "boundary_precision",
          "boundary precision",
          "pixels of the predicted border near the true one / all of it; 1 where it is empty",
          DAVIS,
          counts -> part(counts.predictionMatched(), counts.predictionBorder(), counts));

  public static final Metric<OfClass> RECALL =
      of(
          "boundary_recall",
          "boundary recall",
          "pixels of the true border near the predicted one / all of it; 1 where it is empty",
          DAVIS,
          counts -> part(counts.truthMatched(), counts.truthBorder(), counts));

  public static final Metric<OfClass> F =
      of(
          "boundary_f",
          "boundary F",
          "2 · precision · recall / (precision + recall) of borders; 0 where both are 0",
          DAVIS,
          BoundaryMetrics::f);

  /** All, in the order of reports. */
  public static final List<Metric<OfClass>> ALL = List.of(IOU, F, PRECISION, RECALL);

  private BoundaryMetrics() {}

  private static Metric<OfClass> of(
      String name, String title, String formula, String source, Metric.Value<OfClass> function) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, source, function);
  }

  private static double part(long matched, long border, OfClass counts) {
    return border == 0 && counts.truthBorder() + counts.predictionBorder() > 0
        ? 1
        : Metric.ratio(matched, border);
  }

  private static double f(OfClass counts) {
    double precision = PRECISION.value(counts);
    double recall = RECALL.value(counts);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /**
   * The values of each metric: the mean over the classes, then each class.
   *
   * @param classes the classes are 0 to {@code classes} − 1
   * @param empty what the value of a class without a border is
   */
  public static List<MetricValue> values(BoundaryCounts counts, int classes, EmptyMask empty) {
    List<MetricValue> values = new ArrayList<>();
    for (Metric<OfClass> metric : ALL) {
      Mean all = new Mean();
      List<MetricValue> each = new ArrayList<>();
      for (int c = 0; c < classes; c++) {
        double value = value(metric, counts.of(c), empty);
        boolean undefined = Double.isNaN(value);
        all.add(value);
        each.add(
            new MetricValue(
                metric.name(),
                Averaging.DATASET,
                c,
                value,
                undefined ? 0 : 1,
                undefined ? 1 : 0,
                Over.CLASSES));
      }
      values.add(
          new MetricValue(
              metric.name(),
              Averaging.DATASET,
              null,
              all.value(),
              all.n(),
              all.undefined(),
              Over.CLASSES));
      values.addAll(each);
    }
    return values;
  }

  /** The value of a class; NaN where it is undefined. */
  public static double value(Metric<OfClass> metric, OfClass counts, EmptyMask empty) {
    if (empty == EmptyMask.SKIP && counts.truthBorder() == 0) {
      return Double.NaN;
    }
    double value = metric.value(counts);
    return switch (empty) {
      case ZERO -> Double.isNaN(value) ? 0 : value;
      case ONE -> Double.isNaN(value) ? 1 : value;
      case UNDEFINED, SKIP -> value;
    };
  }
}
