/**
 * Layer 1: sums over the scores of an image, and the bins that scores fall into.
 *
 * <p>Imports: the JDK. Imported by: {@code kernel.vector}, {@code statistic}, {@code image}, {@code
 * spark}.
 *
 * <p>Invariant: every kernel has a plain form and one with vector instructions that give the same
 * bits; {@link dev.maskwise.kernel.score.ScoreKernels#best} chooses once. Scores are float32, sums
 * are double, in an order that the number of pixels fixes.
 *
 * <pre>{@code
 * double[] sums = new double[ScoreKernels.sums(gammas.length)]; // of p, p·y, p² and the losses
 * ScoreKernels.best().fromLogits(logits, isForeground, pixels, gammas, probabilities, sums);
 * double crossEntropy = (sums[ScoreKernels.FOCAL] + sums[ScoreKernels.FOCAL + 1]) / pixels;
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.score;

import org.jspecify.annotations.NullMarked;
