/**
 * Layer 1: labels, masks and which pixels are valid, and their counts. Two label maps give a
 * confusion matrix, two masks an overlap.
 *
 * <p>Imports: the JDK. Imported by: {@code kernel.lovasz}, {@code image}, {@code spark}.
 *
 * <p>Invariant: counts are added to what the caller gives, so counting strip after strip gives the
 * same numbers as counting an image whole.
 *
 * <pre>{@code
 * int[] joint = new int[Confusion.JOINT_SIZE];
 * Confusion.countJoint(truth, prediction, pixels, joint);
 * long[] matrix = new long[classes * classes];
 * long outOfRange = Confusion.fold(joint, classes, 255, matrix);
 *
 * long[] counts = new long[3]; // intersection, truth cardinality, prediction cardinality
 * Overlap.count(truthMask, predictionMask, pixels, counts);
 * double iou = (double) counts[0] / (counts[1] + counts[2] - counts[0]);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.count;

import org.jspecify.annotations.NullMarked;
