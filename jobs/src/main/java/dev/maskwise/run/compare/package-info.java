/**
 * Layer 8: what changed between two models, of two runs or of one, and how sure that is.
 *
 * <p>Imports: {@code run}, {@code run.images}, {@code metric}, {@code statistic}. Imported by:
 * {@code run.check}, {@code report} of comparisons, {@code job}.
 *
 * <p>Invariant: a change is that of the images that both have with the same truth; numbers under
 * different definitions are never subtracted. No random number, and no dependence on any order.
 *
 * <pre>{@code
 * Comparison nights = Comparer.compare(yesterday, "base", today, "base", null);
 * nights.changes().get(
 *     new NumberKey("mean_iou", Averaging.DATASET, null, null)).delta();     // an Estimate
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.compare;

import org.jspecify.annotations.NullMarked;
