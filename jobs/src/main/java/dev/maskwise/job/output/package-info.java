/**
 * Layer 9, room 4 of 5: the directory of a finished evaluation and the files in it.
 *
 * <p>Imports: {@code job.plan}, {@code job.pass}, {@code job.total}, {@code report}, Spark and
 * Hadoop. Imported by: {@code job}.
 *
 * <p>Invariant: a directory that exists is complete; nothing is deleted that an evaluation did not
 * write.
 *
 * <pre>{@code
 * try (OutputDirectory out = new OutputDirectory(hadoop, "report", overwrite, inputs)) {
 *   new EvaluationFiles(spark, plan, out).write(results, totals, summary);
 *   out.commit();                                // moves everything into place at once
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.output;

import org.jspecify.annotations.NullMarked;
