/**
 * Layer 6, below the reader: what a Parquet table is made of: files, columns, arrays of numbers.
 *
 * <p>Imports: {@code reader.file}, Spark and Parquet. Imported by: {@code reader}.
 *
 * <p>Invariant: a file that cannot be read and a number that is no label are named, and an array
 * becomes bytes without an object a number.
 *
 * <pre>{@code
 * TableParts parts = TableParts.of(context, List.of("file:/val/t.parquet/part-0.parquet", …));
 * parts.broken().get(0).fault();                      // is no whole Parquet file (…): write it again …
 *
 * TableColumn mask = TableColumn.of(schema, "image.bytes").orElseThrow();    // a field of a struct
 * LabelArrays.maps(mask.column(), mask.type());       // array<bigint> → binary
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.table;

import org.jspecify.annotations.NullMarked;
