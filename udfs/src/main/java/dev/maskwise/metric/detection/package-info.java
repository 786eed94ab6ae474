/**
 * Layer 3: numbers of detections: average precision and recall, points of operation.
 *
 * <p>Imports: the JDK, {@code metric}, {@code statistic.object}. Imported by: {@code spark}, {@code
 * report}, {@code job}.
 *
 * <p>Invariant: every number has the bits that COCO's own tool gives it, whether the records are in
 * one memory ({@link dev.maskwise.metric.detection.DetectionEvaluation#of}), counted between the
 * true positives ({@link dev.maskwise.metric.detection.TruePositiveKeys}), or swept part by part
 * ({@link dev.maskwise.metric.detection.CurveSweep}).
 *
 * <pre>{@code
 * DetectionEvaluation all = DetectionEvaluation.of(records, List.of(1, 10, 100));
 * for (Metric<DetectionEvaluation> metric : DetectionMetrics.of(all)) {
 *   double value = metric.value(all); // ap, ap50, ap75, ap_small, … ar1, ar10, ar100, …
 *   double ofPersons = metric.value(all.only(Set.of(1)));
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.detection;

import org.jspecify.annotations.NullMarked;
