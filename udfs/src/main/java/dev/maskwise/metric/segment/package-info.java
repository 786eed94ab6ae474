/**
 * Layer 3: metrics of panoptic segments.
 *
 * <p>Imports: {@code statistic.object}, {@code metric}. Imported by: {@code spark}, {@code job}.
 *
 * <p>Invariant: a pure function of the counts of a category, undefined where it has no segment.
 *
 * <pre>{@code
 * double pq = PanopticMetrics.PQ.value(counts.categories().get(17));
 * CategoryMean all = PanopticMetrics.mean(PanopticMetrics.PQ, counts, List.of(1, 17, 92));
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.segment;

import org.jspecify.annotations.NullMarked;
