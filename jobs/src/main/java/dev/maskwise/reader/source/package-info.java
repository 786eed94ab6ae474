/**
 * Layer 6: the places where masks are: each kind of place is a {@link
 * dev.maskwise.reader.MaskSource}.
 *
 * <p>Imports: the rooms of {@code reader} and {@code codec}. Imported by: {@code job}.
 *
 * <p>Invariant: a place is looked at once, by the driver, which learns names, sizes and times, or a
 * schema; at many tars by tasks. What is in the masks is nobody's business here. What cannot be
 * opened is refused with one sentence, or becomes an image that is rejected.
 *
 * <pre>{@code
 * MaskSources sources = new MaskSources(hadoop, session);
 * MaskSource truth = sources.open("hdfs:///val/truth", null, …);            // a directory
 * MaskSource base = sources.open("delta:s3a://models/base@v5#mask", …);     // a table
 * MaskSource tars = sources.open("val/{000..049}.tar#a.png", …);            // shards
 *
 * PairedFiles.of(numbers, List.of(truth, other), List.of(), spark).parts(8);    // files need no query
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.source;

import org.jspecify.annotations.NullMarked;
