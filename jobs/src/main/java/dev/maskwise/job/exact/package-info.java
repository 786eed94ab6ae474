/**
 * Layer 9: the exact Lovász losses of a whole data set, by a distributed sort of its errors.
 *
 * <p>Imports: {@code image}, {@code kernel}, {@code statistic} and Spark. Imported by: {@code job}.
 *
 * <p>Invariant: any division of the errors into ranges gives the same bits.
 *
 * <pre>{@code
 * Map<Integer, Double> byGroup = ExactLovasz.losses(errorsOfAllImages);
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.exact;

import org.jspecify.annotations.NullMarked;
