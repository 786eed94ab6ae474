/**
 * Layer 4: everything that is asked of the objects of one image: which detection is which object,
 * which segments are equal, how far borders agree.
 *
 * <p>Imports: {@code kernel}, {@code codec}, {@code statistic}, {@code metric}, {@code image}.
 * Imported by: {@code spark}, {@code reader}, {@code job}.
 *
 * <p>Invariant: a whole image is judged at once, in one task; only its statistic is merged.
 *
 * <pre>{@code
 * TruthObject person = new TruthObject(42, 1, new Box(10, 20, 30, 40), 1200, false, false, null);
 * DetectedObject found = new DetectedObject(1, 0.9, new Box(11, 20, 30, 40), 1200, null);
 * }</pre>
 */
@NullMarked
package dev.maskwise.image.object;

import org.jspecify.annotations.NullMarked;
