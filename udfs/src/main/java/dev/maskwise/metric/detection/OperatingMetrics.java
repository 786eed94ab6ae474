package dev.maskwise.metric.detection;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import java.util.List;

/** Metrics of a point of operation. */
public final class OperatingMetrics {
  private static final String RIJSBERGEN = "van Rijsbergen 1979, Information Retrieval, ch. 7";

  public static final Metric<OperatingPoint> PRECISION =
      of("detection_precision", "detection precision", "TP / (TP + FP)", OperatingPoint::precision);

  public static final Metric<OperatingPoint> RECALL =
      of("detection_recall", "detection recall", "TP / objects", OperatingPoint::recall);

  public static final Metric<OperatingPoint> F1 =
      of("detection_f1", "detection F1", "2·TP / (TP + FP + objects)", OperatingPoint::f1);

  /** Every metric of a point. */
  public static final List<Metric<OperatingPoint>> ALL = List.of(PRECISION, RECALL, F1);

  private OperatingMetrics() {}

  private static Metric<OperatingPoint> of(
      String name, String title, String formula, Metric.Value<OperatingPoint> function) {
    return new Metric<>(
        name,
        title,
        formula + " of detections from a score on, at a threshold of overlap",
        "ratio",
        "[0, 1]",
        Better.HIGHER,
        RIJSBERGEN,
        function);
  }
}
