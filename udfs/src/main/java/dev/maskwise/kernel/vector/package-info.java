/**
 * Layer 1: the steps of the score kernels with {@code jdk.incubator.vector}, the only package that
 * names that module. Loaded by name, and only where the module is in the boot layer.
 *
 * <p>May import: the JDK, {@code jdk.incubator.vector}, {@code kernel}. Imported by: nothing.
 *
 * <p>Invariant: every method gives the same bits as its plain form, on vectors of 256 bits and of
 * 512.
 *
 * <pre>{@code
 * ScoreKernels kernels = ScoreKernels.best(); // made of this package where that can be
 * double[] sums = new double[ScoreKernels.sums(1)];
 * kernels.fromLogits(logits, truth, pixels, new float[] {2}, probabilities, sums);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.vector;

import org.jspecify.annotations.NullMarked;
