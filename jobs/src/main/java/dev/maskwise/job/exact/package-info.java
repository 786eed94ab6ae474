/**
 * Layer 9, beside the totals: the exact Lovász losses of a whole data set, by a distributed sort of
 * its errors.
 *
 * <p>Imports: {@code job.plan}, {@code image}, {@code kernel}, {@code statistic}, {@code metric}
 * and Spark. Imported by: {@code job.total}, {@code job}.
 *
 * <p>Invariant: any division of the errors into ranges gives the same bits.
 *
 * <pre>{@code
 * List<ErrorGroup> groups = plan.scores().errorGroups(plan.models().size());
 * ExactLosses losses = ExactLosses.of(groups, passes.errors(scores, groups));
 * DatasetLovasz ofModel = losses.orBetter(model, DatasetLovasz.of(histograms));
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.exact;

import org.jspecify.annotations.NullMarked;
