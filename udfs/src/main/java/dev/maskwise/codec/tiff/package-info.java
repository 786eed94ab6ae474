/**
 * Layer 1: TIFF files of label maps → values.
 *
 * <p>Imports: {@code codec}, {@code codec.inflate} and the JDK. Imported by: {@code codec.format}.
 *
 * <p>Invariant: what a directory declares is held against the bytes that are there before memory is
 * taken, and a compression that may change labels is refused. The JDK has a reader of TIFF files
 * too; it reads neither BigTIFF nor differences of 16 and 32 bits, which GDAL writes, and decodes
 * JPEG without a word.
 *
 * <pre>{@code
 * try (ValueRows values = TiffValues.open(bytes, 1 << 28)) {
 *   int[] row = new int[values.width()];
 *   values.read(row, 1);
 * }
 * }</pre>
 *
 * <p>Source: TIFF Revision 6.0; TIFF Technical Notes 1 to 3; the BigTIFF design of libtiff.
 */
@NullMarked
package dev.maskwise.codec.tiff;

import org.jspecify.annotations.NullMarked;
