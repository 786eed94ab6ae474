/**
 * Layer 1: borders of the classes of a label map: those of a width ({@link
 * dev.maskwise.kernel.boundary.ThickBorders}), and those of one pixel that are matched within a
 * tolerance ({@link dev.maskwise.kernel.boundary.ThinBorders}).
 *
 * <p>Imports: the JDK. Imported by: {@code image.object}.
 *
 * <p>Invariant: all classes of a map are done in one pass. A pixel that is ignored is in no border
 * and makes none: its neighbours are judged as if it were of their class.
 *
 * <pre>{@code
 * byte[] border = new byte[height * width];
 * int distance = RunErosion.width(height, width, 0.02); // 16 for 480×640
 * new ThickBorders().mark(labels, height, width, distance, border);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.boundary;

import org.jspecify.annotations.NullMarked;
