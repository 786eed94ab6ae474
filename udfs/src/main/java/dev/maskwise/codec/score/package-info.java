/**
 * Layer 1: stored numbers of a score map → planes of float32, a block at a time.
 *
 * <p>Imports: {@code codec}, {@code codec.inflate} and the JDK. Imported by: {@code codec.npy},
 * {@code image}, {@code spark}, {@code reader}, {@code job}.
 *
 * <p>Invariant: a file of scores never lies in memory beside its planes. Integers become scores by
 * a scale that somebody states; it is never guessed.
 *
 * <pre>{@code
 * try (ScoreMap map = RawScores.open(bytes, ScoreType.FLOAT32, 19, 512, 1024, null, 1 << 28)) {
 *   float[][] planes = new float[map.channels()][map.height() * map.width()];
 *   map.read(planes);
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.codec.score;

import org.jspecify.annotations.NullMarked;
