package dev.maskwise.metric.boundary;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.List;

/**
 * Metrics of boundaries, of one class and over classes.
 *
 * <p>With {@code I} the pixels in the boundaries of both, {@code T} and {@code P} those in the
 * boundary of truth and prediction, {@code t} and {@code p} the pixels of their contours, and
 * {@code m} those of a contour that are matched. Each is undefined where its denominator is 0, but
 * for F, which is 0 where a class has a contour in one alone, or nothing is matched: reference code
 * of DAVIS and others give 1 to what is undefined here, as the policy {@code one} does.
 */
public final class BoundaryMetrics {
  private static final String DAVIS = "Perazzi et al. 2016, DAVIS, §5.1; Csurka et al. 2013, §3";

  public static final Metric<OfClass> BOUNDARY_IOU =
      of(
          "boundary_iou",
          "boundary IoU",
          "I / (T + P − I)",
          "Cheng et al. 2021, Boundary IoU, §4",
          counts -> Metric.ratio(counts.intersection(), counts.union()));

  public static final Metric<OfClass> BOUNDARY_F =
      of(
          "boundary_f",
          "boundary F",
          "2·boundary_precision·boundary_recall / (boundary_precision + boundary_recall)",
          DAVIS,
          BoundaryMetrics::f);

  public static final Metric<OfClass> BOUNDARY_PRECISION =
      of("boundary_precision", "boundary precision", "m_p / p", DAVIS, BoundaryMetrics::precision);

  public static final Metric<OfClass> BOUNDARY_RECALL =
      of("boundary_recall", "boundary recall", "m_t / t", DAVIS, BoundaryMetrics::recall);

  /** Every metric of one class, in the order of reports. */
  public static final List<Metric<OfClass>> ALL =
      List.of(BOUNDARY_IOU, BOUNDARY_F, BOUNDARY_PRECISION, BOUNDARY_RECALL);

  public static final Metric<ClassBoundaries> MEAN_BOUNDARY_IOU =
      mean("mean_boundary_iou", "mean boundary IoU", BOUNDARY_IOU);

  public static final Metric<ClassBoundaries> MEAN_BOUNDARY_F =
      mean("mean_boundary_f", "mean boundary F", BOUNDARY_F);

  /** Every metric over classes, in the order of reports. */
  public static final List<Metric<ClassBoundaries>> OVER_CLASSES =
      List.of(MEAN_BOUNDARY_IOU, MEAN_BOUNDARY_F);

  private BoundaryMetrics() {}

  private static double precision(OfClass counts) {
    return Metric.ratio(counts.predictionMatched(), counts.predictionContour());
  }

  private static double recall(OfClass counts) {
    return Metric.ratio(counts.truthMatched(), counts.truthContour());
  }

  private static double f(OfClass counts) {
    if (counts.truthContour() == 0 && counts.predictionContour() == 0) {
      return Double.NaN;
    }
    if (counts.truthMatched() == 0 || counts.predictionMatched() == 0) {
      return 0;
    }
    double precision = precision(counts);
    double recall = recall(counts);
    return 2 * precision * recall / (precision + recall);
  }

  private static Metric<ClassBoundaries> mean(String name, String title, Metric<OfClass> of) {
    return of(
        name,
        title,
        "mean over classes of " + of.name(),
        of.source(),
        classes -> classes.mean(of).value());
  }

  private static <S> Metric<S> of(
      String name, String title, String formula, String source, Metric.Value<S> function) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, source, function);
  }
}
