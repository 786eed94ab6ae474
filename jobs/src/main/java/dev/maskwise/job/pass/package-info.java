/**
 * Layer 9, room 2 of 5: the passes over the images, on the executors.
 *
 * <p>Imports: {@code job.plan}, {@code reader}, {@code image} and Spark. Imported by: {@code
 * job.query}, {@code job.total}, {@code job.output}, {@code job}.
 *
 * <p>Invariant: a pass holds one image at a time, opens its masks once, and gives a result for
 * every image that any input names; a fault becomes a rejection and never ends the run. What is
 * given does not depend on how the images are divided.
 *
 * <pre>{@code
 * ImagePasses passes = new ImagePasses(spark, plan);
 * try (KeptImages images = passes.images()) {
 *   images.results();                            // an ImageResult each, on the executors' disks
 * }
 * passes.errors(scores, groups);                         // the errors alone, for --exact-lovasz
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.pass;

import org.jspecify.annotations.NullMarked;
