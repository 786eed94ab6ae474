/**
 * How sure a number is, and whether a change is proven, from the numbers of the same data set
 * without one of its images or groups.
 *
 * <p>Imports: {@code metric}, {@code statistic}, Apache Commons Math for Student's distribution.
 * Imported by: jobs.
 *
 * <p>Invariant: no random number, and no dependence on order or partitioning.
 *
 * <pre>{@code
 * // Mean IoU of model A, of model B, and the change: with all images, and without each of them.
 * Jackknife jackknife = new Jackknife(new double[] {a, b, b - a});
 * for (int g = 0; g < images; g++) {
 *   jackknife.add(new double[] {aWithout[g], bWithout[g], bWithout[g] - aWithout[g]});
 * }
 * Estimate change = jackknife.estimates().get(2);       // null where there is none
 * change.interval(0.95);                                // where the true change lies
 * change.upper(0.95) < -margin;                         // a proven regression
 * change.pAtLeast(-margin);                             // its p
 * change.detectable(0.95, 0.8);                         // the smallest change that shows
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.inference;

import org.jspecify.annotations.NullMarked;
