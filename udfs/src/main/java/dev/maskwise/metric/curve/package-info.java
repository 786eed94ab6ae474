/**
 * Layer 3: what the distribution of scores gives: thresholds, ranking, calibration, and the Lovász
 * losses of a whole data set.
 *
 * <p>Imports: {@code metric}, {@code metric.count}, {@code metric.loss}, {@code statistic}.
 * Imported by: {@code image}, {@code spark}, {@code report}, {@code job}.
 *
 * <p>Invariant: what a histogram approximates is {@link dev.maskwise.metric.curve.Bounded}: the
 * true number is proven to lie within the bound.
 *
 * <pre>{@code
 * DatasetScores dataset = new DatasetScores(scores.dataset(), distribution, Calibration.Norm.L1);
 * numbers = CurveMetrics.values(dataset, scores.images(), policy); // AUROC, best threshold, ECE …
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.curve;

import org.jspecify.annotations.NullMarked;
