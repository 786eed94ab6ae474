/**
 * Layer 9, rooms 2 to 4 of 5 for objects: the pass over images, the totals, and the tables.
 *
 * <p>Imports: {@code job.plan}, {@code job.total}, {@code job.output}, {@code reader.coco}, {@code
 * image.object}, {@code statistic.object}, {@code metric.detection}, {@code report}, {@code run}
 * and Spark. Imported by: {@code job}.
 *
 * <p>Invariant: an image is judged in one task, for all models or for none; what stays of it are
 * its records, from which all numbers follow, in the same bits for any partitioning.
 *
 * <pre>{@code
 * try (ObjectJob job = new ObjectJob(spark, plan, version)) {
 *   Summary summary = job.run(out, started);   // ap, ap50, … ar100 of each model, class and slice
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.object;

import org.jspecify.annotations.NullMarked;
