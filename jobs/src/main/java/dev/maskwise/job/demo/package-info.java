/**
 * A data set to try Maskwise on: street scenes drawn by program, and what two imperfect models
 * would say about them, as label maps and as logits.
 *
 * <p>Layer 9 (jobs). Imports the JDK, {@code dev.maskwise.codec} for the files, and the {@code
 * Task} of {@code dev.maskwise.metric}; no Spark, no {@code java.awt}.
 *
 * <p>Invariant: everything is a function of a scene's index and size. Only basic arithmetic, {@link
 * java.lang.StrictMath} and {@link java.util.SplittableRandom} are used, so the same bytes of
 * pixels come out on every platform, in any order and from any number of threads.
 *
 * <p>A scene is a list of things, far to near, each a class and some outlines in scene units. The
 * truth paints them all; a model paints what it noticed of them, then bends and coarsens the
 * picture.
 *
 * <pre>{@code
 * Scene scene = Scene.of(3, 512, 256);
 * byte[] truth = scene.truth();                          // one class id a pixel, 255 = ignore
 * byte[] prediction = scene.prediction(DemoModel.SHARP); // the same size, never 255
 *
 * DemoDataSet.Written files = DemoDataSet.write(Path.of("demo-data"), Task.LABELS, 72, 512, 256);
 * // demo-data/classes.txt
 * // demo-data/truth/day/scene-0000.png
 * // demo-data/sharp/day/scene-0000.png
 * // demo-data/coarse/day/scene-0000.png …
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.demo;

import org.jspecify.annotations.NullMarked;
