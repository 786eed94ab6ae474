/**
 * Layer 1, beside {@code kernel}: encoded bytes in, rows of label maps or planes of scores out, and
 * the simplest way back.
 *
 * <p>Imports: the JDK only. Imported by: {@code image}, {@code spark}, {@code reader}, {@code job}.
 *
 * <p>Invariant: input is not trusted. A map is either read exactly, or refused with a {@link
 * dev.maskwise.codec.MalformedException} that says why; declared sizes are judged before memory is
 * taken, and a map that is not interlaced never lies in memory as a whole, nor does a file of
 * scores beside its planes.
 *
 * <pre>{@code
 * try (LabelMapRows rows = PngRows.open(Files.readAllBytes(path), 1 << 28)) {
 *   byte[] strip = new byte[16 * rows.width() * rows.bytesPerPixel()];
 *   for (int row = 0; row < rows.height(); row += 16) {
 *     int count = Math.min(16, rows.height() - row);
 *     rows.read(strip, count);
 *     consume(strip, count * rows.width());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.codec;

import org.jspecify.annotations.NullMarked;
