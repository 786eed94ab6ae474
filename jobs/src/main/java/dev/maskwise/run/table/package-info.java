/**
 * Layer 8: tables of Parquet files, read and written without Spark.
 *
 * <p>Imports: Parquet, {@code reader.file}, the refusal of {@code reader}. Imported by: {@code
 * run}, {@code run.images}, {@code job}, {@code job.output}.
 *
 * <p>Invariant: only the columns that are asked for are read. A table that cannot be read is
 * refused, whatever Parquet throws. What is written needs no object for a cell, and any reader of
 * Parquet reads it.
 *
 * <pre>{@code
 * ParquetTable table = new ParquetTable(storage, path, List.of("image_id", "state"));
 * List<Map<String, byte[]>> parts = table.parts(StatesById::new);
 * try (TableFile file = new TableFile(hadoop, path, schema)) {
 *   file.next().put("scene-1");
 *   file.endRow();
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.table;

import org.jspecify.annotations.NullMarked;
