/**
 * Layer 1: PNG files of labels → rows, and the simplest way back.
 *
 * <p>Imports: {@code codec}, {@code codec.inflate} and the JDK. Imported by: {@code spark}, {@code
 * reader}, {@code job}.
 *
 * <p>Invariant: labels are what is stored, grey values or palette indices; colours are values whose
 * meaning others say. A map that is not interlaced never lies in memory as a whole.
 *
 * <pre>{@code
 * try (LabelMapRows rows = PngRows.open(bytes, 1 << 28)) {
 *   byte[] strip = new byte[16 * rows.width() * rows.bytesPerPixel()];
 *   rows.read(strip, Math.min(16, rows.height()));
 * }
 * }</pre>
 *
 * <p>Source: W3C PNG Specification, third edition.
 */
@NullMarked
package dev.maskwise.codec.png;

import org.jspecify.annotations.NullMarked;
