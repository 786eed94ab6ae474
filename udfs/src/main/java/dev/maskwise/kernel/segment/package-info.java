/**
 * Layer 1: maps of segments, which give each pixel the id of one segment, and how two of them lie
 * upon each other.
 *
 * <p>Imports: the JDK. Imported by: {@code image.object}.
 *
 * <p>Invariant: every pixel is counted once, in one pair.
 *
 * <pre>{@code
 * SegmentPairs pairs = new SegmentPairs();
 * pairs.count(truthIds, predictionIds, pixels); // strip after strip
 * for (int pair = 0; pair < pairs.size(); pair++) {
 *   long overlap = pairs.pixels(pair); // of pairs.truth(pair) and pairs.prediction(pair)
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.segment;

import org.jspecify.annotations.NullMarked;
