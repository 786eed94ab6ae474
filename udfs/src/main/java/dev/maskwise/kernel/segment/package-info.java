/**
 * Layer 1: maps of segment ids: which pairs of segments share pixels, and the borders of all
 * segments.
 *
 * <p>Imports: the JDK. Imported by: {@code image.object}.
 *
 * <p>Invariant: an id is an int and means nothing here; the cost does not depend on how many there
 * are.
 *
 * <pre>{@code
 * SegmentPairs pairs = new SegmentPairs();
 * pairs.add(truthIds, predictionIds, height * width);
 * long shared = pairs.pixels(7, 3);
 *
 * int[] borders = new int[height * width];
 * SegmentBorders.of(truthIds, width, height, SegmentBorders.width(height, width, 0.02), borders);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.segment;

import org.jspecify.annotations.NullMarked;
