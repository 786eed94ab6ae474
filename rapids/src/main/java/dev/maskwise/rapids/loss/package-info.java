/**
 * GPU versions of the losses of an image and of the sums from which its losses follow.
 *
 * <p>Imports: {@code rapids.score}, {@code rapids.column}, {@code spark.catalog}, {@code metric},
 * cuDF. Imported by: {@code rapids}.
 *
 * <p>Invariant: values are float64 and computed from the same scores as on the CPU; null where an
 * image has no valid pixel.
 *
 * <pre>{@code
 * ColumnFunction focal = new FocalLoss(2, 0.25, 255, "logit");
 * ColumnVector losses = focal.evaluateColumnar(rows, logits, truth); // a float64 an image
 * }</pre>
 */
@NullMarked
package dev.maskwise.rapids.loss;

import org.jspecify.annotations.NullMarked;
