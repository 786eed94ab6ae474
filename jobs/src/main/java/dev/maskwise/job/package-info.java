/**
 * Layer 9: the commands. Options → plan → pass → totals → files, a room each and one direction; no
 * arithmetic.
 *
 * <p>Imports: every layer. Imported by: nothing.
 *
 * <p>Invariant: {@link dev.maskwise.job.Main} is the only entry and ends with 0 (done), 1 (the
 * input was refused; one sentence says what, where and what to do), 2 (a check failed), 3 (it could
 * not be decided) or 4 (something failed, see {@code job.failure}). An output directory that exists
 * is complete. The settings of a session are set here and nowhere else.
 *
 * <pre>{@code
 * spark-submit --class dev.maskwise.job.Main maskwise-jobs.jar evaluate \
 *     --truth val/truth --prediction base=val/base --classes 11 --ignore 11 --out report
 *
 * EvaluatePlan plan = options.plan(sources, () -> SparkOptions.ofTables(spark.session()));
 * try (EvaluateJob job = new EvaluateJob(spark, plan)) {
 *   Summary summary = job.run(out);
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job;

import org.jspecify.annotations.NullMarked;
