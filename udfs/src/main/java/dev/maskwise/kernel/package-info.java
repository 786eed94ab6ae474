/**
 * Layer 1: the arithmetic that touches pixels. Primitive arrays in, primitives and caller-allocated
 * arrays out.
 *
 * <p>May import: the JDK. Imported by: {@code statistic}, {@code image}, {@code reader}.
 *
 * <p>Invariant: a kernel has no state and does no I/O, so it may be called from any thread, but for
 * {@link Lovasz}, a workspace that each task has its own of; it adds to the counts that it is
 * given, so counting an image whole or strip after strip gives the same numbers. Labels are
 * unsigned: one byte a pixel, or two in little-endian order. Scores are float32, valid pixels only:
 * whoever calls has left the ignored ones out. Their sums are double, in an order that the number
 * of pixels fixes, so all forms of a kernel give the same bits. Arguments are checked once, before
 * the first pixel; a wrong one is an {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * int[] joint = new int[Confusion.JOINT_SIZE];
 * while (truthRows.read(truth) && predictionRows.read(prediction)) {
 *   Confusion.countJoint(truth, prediction, stripPixels, joint);
 * }
 * long[] matrix = new long[classes * classes];
 * long outOfRange = Confusion.fold(joint, classes, 255, matrix);
 *
 * long[] counts = new long[3]; // intersection, truth cardinality, prediction cardinality
 * Overlap.count(truthMask, predictionMask, width * height, counts);
 * double iou = (double) counts[0] / (counts[1] + counts[2] - counts[0]);
 *
 * double[] sums = new double[ScoreKernels.sums(gammas.length)]; // of p, p·y, p² and the losses
 * ScoreKernels.best().fromLogits(logits, truth, pixels, gammas, probabilities, sums);
 * double hinge = lovasz.hinge(logits, truth, pixels);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel;

import dev.maskwise.kernel.lovasz.Lovasz;
import org.jspecify.annotations.NullMarked;
