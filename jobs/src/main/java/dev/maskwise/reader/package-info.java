/**
 * Layer 6: files and tables → the one schema of images with their masks.
 *
 * <p>Imports: {@code codec}, {@code image} and Spark. Imported by: {@code job}. Where masks are is
 * known by {@code reader.source}.
 *
 * <p>Invariant: every image that any input names comes out exactly once, as a group of masks or as
 * rejected; the driver sees names and paths, never pixels. Nothing is resized, guessed or dropped.
 *
 * <pre>{@code
 * Dataset<Row> masks = MaskTable.union(spark, List.of(truth, base));   // MaskTable.SCHEMA
 * Dataset<Row> byImage = MaskTable.byImage(masks, partitions);         // one image's rows together
 * Iterator<ImageMasks> images = new ImageGroups(rows, numbers);        // of a partition
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader;

import org.jspecify.annotations.NullMarked;
