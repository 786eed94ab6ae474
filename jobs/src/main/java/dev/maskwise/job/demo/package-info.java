/**
 * A data set to try Maskwise on: street scenes, and what two imperfect models say about them.
 *
 * <p>Layer 9 (jobs). Imports the JDK with {@code java.awt}, {@code dev.maskwise.codec} and the
 * {@code Task} of {@code dev.maskwise.metric}; no Spark. Invariant: everything is a function of a
 * scene's index and size; every JDK 17 gives the same pixels, in any order, from any thread.
 *
 * <pre>{@code DemoDataSet.write(Path.of("demo-data"), Task.LABELS, 72, 512, 256); }</pre>
 */
@NullMarked
package dev.maskwise.job.demo;

import org.jspecify.annotations.NullMarked;
