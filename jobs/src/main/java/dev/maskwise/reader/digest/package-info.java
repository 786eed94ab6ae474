/**
 * Layer 6: by what images and inputs are known again.
 *
 * <p>Imports: {@code reader.file}, xxHash of lz4-java, which Spark brings. Imported by: {@code
 * reader}, {@code job}.
 *
 * <p>Invariant: a digest depends neither on the order nor on the division of what was added.
 *
 * <pre>{@code
 * long digest = ContentDigest.of(png);       // of the bytes of a file
 * ContentSum truth = new ContentSum();
 * truth.add("site/0001", digest);
 * truth.hex();                               // 16 digits
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.digest;

import org.jspecify.annotations.NullMarked;
