/**
 * How sure a number is, from the numbers of the same data set without one of its images or groups.
 *
 * <p>Imports: {@code metric}, {@code statistic}, Apache Commons Math for Student's distribution.
 * Imported by: jobs.
 *
 * <p>Invariant: no random number, and no dependence on order or partitioning.
 *
 * <pre>{@code
 * Jackknife jackknife = new Jackknife(new double[] {meanOfAll});
 * jackknife.add(new double[] {meanWithoutTheFirst});
 * jackknife.add(new double[] {meanWithoutTheSecond});
 * jackknife.interval(0, 0.95);                          // of 2 groups
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.inference;

import org.jspecify.annotations.NullMarked;
