/**
 * Layer 1: texts and lists of run lengths, as COCO's files have them → {@link
 * dev.maskwise.kernel.run.Runs}, and back.
 *
 * <p>Imports: the JDK, {@code codec}, {@code kernel.run}. Imported by: {@code codec.format}, {@code
 * image}, {@code spark}, {@code reader}.
 *
 * <p>Invariant: run lengths are those of exactly the pixels of the size that is stated with them,
 * or are refused with a {@link dev.maskwise.codec.MalformedException}. Memory depends on the length
 * of the text, never on what it claims. A mask that is written and read is the same, and its text
 * is that of COCO's API, byte for byte.
 *
 * <pre>{@code
 * byte[] text = "5221".getBytes(StandardCharsets.US_ASCII);
 * Runs runs = RunText.decode(text, 4, 3); // background 5, foreground 2, background 2, and so on
 * byte[] same = RunText.encode(runs);
 * int[] lengths = RunLengths.of(runs); // 5, 2, 2, 3
 * }</pre>
 */
@NullMarked
package dev.maskwise.codec.rle;

import org.jspecify.annotations.NullMarked;
