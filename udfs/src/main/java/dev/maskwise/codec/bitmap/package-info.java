/**
 * Layer 1: BMP and GIF files of label maps → values, by the readers of the JDK.
 *
 * <p>Imports: {@code codec} and the JDK. Imported by: {@code codec.format}.
 *
 * <p>Invariant: the declared size is judged before memory is taken, and an index into a palette
 * comes out as it is stored.
 *
 * <pre>{@code
 * try (ValueRows values = BitmapValues.open(bytes, 1 << 28)) {
 *   int[] row = new int[values.width()];
 *   values.read(row, 1);
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.codec.bitmap;

import org.jspecify.annotations.NullMarked;
