/**
 * GPU versions of the functions of label maps and masks, and of the metrics of their counts.
 *
 * <p>Imports: {@code rapids.column}, {@code spark.catalog}, {@code metric}, cuDF. Imported by:
 * {@code rapids}.
 *
 * <p>Invariant: counts are int64 and equal to those of the CPU, and the bytes of a confusion matrix
 * are the same.
 *
 * <pre>{@code
 * ColumnFunction overlap = new MaskOverlap(255);
 * ColumnVector counts = overlap.evaluateColumnar(rows, truth, prediction); // a struct an image
 * }</pre>
 */
@NullMarked
package dev.maskwise.rapids.count;

import org.jspecify.annotations.NullMarked;
