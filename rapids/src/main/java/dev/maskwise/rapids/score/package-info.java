/**
 * The scores of the images of a batch at their valid pixels, and the functions that make labels of
 * scores.
 *
 * <p>Imports: {@code rapids.column}, {@code spark.catalog}, {@code image}, {@code metric}, cuDF.
 * Imported by: {@code rapids}, {@code rapids.loss}.
 *
 * <p>Invariant: what the SQL function refuses is refused with its sentence, and a probability near
 * 1 keeps the digits of what it lacks.
 *
 * <pre>{@code
 * try (ClassScores scores = classScores(images, classes); // in a ScoreFunction
 *     TrueClass truth = scores.ofTruth();
 *     ColumnVector losses = truth.crossEntropy().of(truth.columns())) {
 *   return Segments.sum(losses, scores.offsets(), DType.FLOAT64);
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.rapids.score;

import org.jspecify.annotations.NullMarked;
