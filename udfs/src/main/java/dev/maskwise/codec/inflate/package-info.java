/**
 * Layer 1: compressed bytes of zlib and deflate → the bytes before compression, a piece at a time.
 *
 * <p>Imports: {@code codec} and the JDK. Imported by: {@code codec.png}, {@code codec.score}.
 *
 * <p>Invariant: memory does not grow with the stream; a stream that breaks the rules is refused
 * with a sentence, and so are bytes after its end.
 *
 * <pre>{@code
 * Inflate data = new Inflate(new BitInput(file, pieces), rowBytes, (long) rows * rowBytes);
 * for (int row = 0; row < rows && data.require(rowBytes); row++) {
 *   consume(data.buffer(), data.position(), rowBytes);
 *   data.skip(rowBytes);
 * }
 * data.finish();
 * }</pre>
 *
 * <p>Source: RFC 1950, RFC 1951.
 */
@NullMarked
package dev.maskwise.codec.inflate;

import org.jspecify.annotations.NullMarked;
