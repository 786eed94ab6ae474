/**
 * Layer 9, beside the passes: the statistics of unchanged images, taken from an earlier run.
 *
 * <p>Imports: {@code job.plan}, {@code job.pass}, {@code job.query}, {@code reader}, {@code run}
 * and Spark. Imported by: {@code job}.
 *
 * <p>Invariant: the results are the same to the byte as those of a pass that reads all images, as
 * long as a file of the same path, size and time holds the same bytes. What was rejected, and what
 * is not surely the same, is read.
 *
 * <pre>{@code
 * PixelEngine pass = new ReusePass(spark, plan, passes, plan.reuse(), version);
 * try (KeptImages images = pass.count()) {
 *   images.results();                            // an ImageResult each, reused or not
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.reuse;

import org.jspecify.annotations.NullMarked;
