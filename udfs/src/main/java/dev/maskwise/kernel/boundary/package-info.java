/**
 * Layer 1: where the classes of a label map end: their boundaries of a width ({@link
 * dev.maskwise.kernel.boundary.Boundary}), and their contours of one pixel, which are matched
 * within a tolerance ({@link dev.maskwise.kernel.boundary.Contours}).
 *
 * <p>Imports: the JDK. Imported by: {@code image.object}.
 *
 * <p>Invariant: all classes of a map are done in one pass. A pixel that is ignored is in no
 * boundary and no contour and makes none: its neighbours are judged as if it were of their class.
 *
 * <pre>{@code
 * byte[] boundary = new byte[height * width];
 * int distance = RunErosion.width(height, width, 0.02); // 16 for 480×640
 * new Boundary().mark(labels, height, width, distance, boundary);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.boundary;

import org.jspecify.annotations.NullMarked;
