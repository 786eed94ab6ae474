/**
 * Layer 6: what a table is, a file or a name or a version, and what it is made of: files, columns,
 * arrays of numbers, paths.
 *
 * <p>Imports: {@code reader.file}, {@code reader.digest}, the refusal of {@code reader}, Spark,
 * Parquet and ORC. Imported by: {@code reader.source} and {@code job.plan}.
 *
 * <p>Invariant: a table is named so that the same name gives the same rows, or its listing is equal
 * to no other. A file that cannot be read and a number that is no label are named, and an array
 * becomes bytes without an object a number.
 *
 * <pre>{@code
 * StoredTable table = LakeTable.delta(session, "file:/val/truth", "v5");
 * table.name();                                       // delta:file:/val/truth@v5
 *
 * StoredTable.Opened here = FileTable.of(fileSystem, path, TableFormat.ORC).open(spark);
 * here.broken().get(0).fault();                       // is no whole ORC file (…): write it again …
 *
 * TableColumn mask = TableColumn.of(here.schema(), "image.bytes").orElseThrow();
 * LabelArrays.maps(mask.column(), mask.type());       // array<bigint> → binary
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.table;

import org.jspecify.annotations.NullMarked;
