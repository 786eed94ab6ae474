/**
 * Layer 8: tables of Parquet files, read without Spark.
 *
 * <p>Imports: Parquet, {@code reader.file}, the refusal of {@code reader}. Imported by: {@code
 * run}, {@code run.images}, {@code job}.
 *
 * <p>Invariant: only the columns that are asked for are read. A table that cannot be read is
 * refused, whatever Parquet throws.
 *
 * <pre>{@code
 * ParquetTable table = new ParquetTable(storage, path, List.of("image_id", "state"));
 * List<Map<String, byte[]>> parts = table.parts(StatesById::new);
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.table;

import org.jspecify.annotations.NullMarked;
