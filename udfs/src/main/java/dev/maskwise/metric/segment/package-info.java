/**
 * Layer 3: numbers of panoptic segments and of borders.
 *
 * <p>Imports: the JDK, {@code metric}, {@code statistic}, {@code statistic.object}. Imported by:
 * {@code spark}, {@code report}, {@code job}.
 *
 * <p>Invariant: a category or class of which nothing was counted has no value; it enters no mean,
 * and is counted as undefined.
 *
 * <pre>{@code
 * PanopticEvaluation all = new PanopticEvaluation(counts, categories, things);
 * double quality = PanopticMetrics.PQ.value(all);
 * for (MetricValue value : PanopticMetrics.values(all)) {
 *   long categoriesInIt = value.n(); // value.undefined() have none
 * }
 * double iou = BoundaryMetrics.IOU.value(borders.of(classId));
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.segment;

import org.jspecify.annotations.NullMarked;
