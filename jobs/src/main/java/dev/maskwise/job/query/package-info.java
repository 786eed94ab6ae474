/**
 * Layer 9, beside the passes: pixels counted by a query of SQL functions.
 *
 * <p>Imports: {@code job.plan}, {@code job.pass}, {@code reader} and Spark. Imported by: {@code
 * job}.
 *
 * <p>Invariant: whichever {@link dev.maskwise.job.query.PixelEngine} counts, the results are the
 * same to the byte but for the digests of masks, which a query does not take; what it does not take
 * at all goes to the pass.
 *
 * <pre>{@code
 * PixelEngine engine = EngineChoice.of(spark, plan, passes, pass);   // --engine, else what fits
 * try (KeptImages images = engine.count()) {
 *   images.remarks();                                          // [A query counted the pixels.]
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.query;

import org.jspecify.annotations.NullMarked;
