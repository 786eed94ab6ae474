/**
 * Layer 1: compressed bytes of zlib and deflate → the bytes before compression, a piece at a time.
 *
 * <p>Imports: {@code codec} and the JDK. Imported by: {@code codec.png}, {@code codec.score}.
 *
 * <p>Invariant: no more is given than the caller has room for; a stream that breaks the rules is
 * refused with a sentence, and bytes after its end are noticed.
 *
 * <pre>{@code
 * Inflate inflate = new Inflate(new BitInput(pieces));
 * inflate.read(row, 0, row.length);
 * }</pre>
 *
 * <p>Source: RFC 1950, RFC 1951.
 */
@NullMarked
package dev.maskwise.codec.inflate;

import org.jspecify.annotations.NullMarked;
