/**
 * Layer 6: files and tables → the one schema of images with their masks.
 *
 * <p>Imports: {@code codec}, {@code image} and Spark. Imported by: {@code job}.
 *
 * <p>Invariant: every image that any input names comes out exactly once, as a group of masks or as
 * rejected; the driver sees names and paths, never pixels. Nothing is resized, guessed or dropped.
 *
 * <pre>{@code
 * MaskSource truth = MaskSources.open(hadoop, "hdfs:///val/truth", null, …);
 * MaskSource base = MaskSources.open(hadoop, "s3a://models/base.parquet", …);
 *
 * Dataset<Row> masks = MaskTable.union(spark, List.of(truth, base));   // MaskTable.SCHEMA
 * Dataset<Row> byImage = MaskTable.byImage(masks, partitions);         // one image's rows together
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader;

import org.jspecify.annotations.NullMarked;
