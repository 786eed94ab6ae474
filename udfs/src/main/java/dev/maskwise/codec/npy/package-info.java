/**
 * Layer 1: NumPy files, .npy and .npz → labels or scores, and the simplest way back.
 *
 * <p>Imports: {@code codec}, {@code codec.score} and the JDK. Imported by: {@code spark}, {@code
 * reader}, {@code job}.
 *
 * <p>Invariant: a header is data, parsed as a literal of Python and never evaluated; the shape that
 * it declares is held against the bytes that are there before memory is taken.
 *
 * <pre>{@code
 * InputStream file = Files.newInputStream(path);
 * try (ScoreMap map = ScoreMaps.open(file, "logits", null, 1 << 28, Files.size(path))) {
 *   float[][] planes = new float[map.channels()][map.width() * map.height()];
 *   map.read(planes);
 * }
 * }</pre>
 *
 * <p>Source: NumPy Enhancement Proposal 1.
 */
@NullMarked
package dev.maskwise.codec.npy;

import org.jspecify.annotations.NullMarked;
