/**
 * Layer 3: metrics of counts, in two lists: of the overlap of two masks, and of the classes of a
 * confusion matrix.
 *
 * <p>Imports: {@code metric}, {@code statistic}. Imported by: {@code metric.curve}, {@code spark},
 * {@code report}, {@code job}.
 *
 * <p>Invariant: a metric is one constant; SQL, reports, Parquet columns and documentation take its
 * name, formula and source from the list.
 *
 * <pre>{@code
 * OverlapMetrics.IOU.value(matrix.overlap(1));
 * ConfusionMetrics.MEAN_IOU.value(new ClassCounts(matrix, Policy.undefined()));
 *
 * CountEvaluation evaluation = new CountEvaluation(classes, policy);
 * evaluation.add(matrix);                          // … every image, in any order
 * List<MetricValue> numbers = evaluation.values(); // every averaging, with its n
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.count;

import org.jspecify.annotations.NullMarked;
