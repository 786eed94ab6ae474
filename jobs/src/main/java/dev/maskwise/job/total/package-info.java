/**
 * Layer 9, room 3 of 5: the results of images, added up and turned into numbers.
 *
 * <p>Imports: {@code job.plan}, {@code job.pass}, {@code job.exact}, {@code metric}, {@code
 * report}. Imported by: {@code job.output}, {@code job}.
 *
 * <p>Invariant: totals are the same for any order and partitioning of the images, and small enough
 * for the driver. No arithmetic here: statistics merge themselves, metrics compute themselves.
 *
 * <pre>{@code
 * Totals totals = results.treeAggregate(Totals.of(plan), Totals::add, Totals::merge);
 * totals.images().evaluated();                                      // 101
 * List<ModelEvaluation> numbers = ModelEvaluations.of(plan, totals, exactLosses);
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.total;

import org.jspecify.annotations.NullMarked;
