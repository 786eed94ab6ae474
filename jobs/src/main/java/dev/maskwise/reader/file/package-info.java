/**
 * Layer 6, below the reader: where files lie, what lies in directories, and why it cannot be
 * opened.
 *
 * <p>Imports: the JDK and Hadoop. Imported by: {@code reader}, {@code run}, {@code publish}, {@code
 * job}.
 *
 * <p>Invariant: whatever has a name comes out, also what cannot be opened: a link to nothing, a
 * pipe, a name that is no text here. What is passed over is decided in one place, {@link
 * dev.maskwise.reader.file.ListedName}. The files of a run on the local disk are reached without
 * loading anything of Hadoop but its paths.
 *
 * <pre>{@code
 * FileTree.walk(fileSystem, new Path("val/truth"), entry -> {
 *   entry.name();                                  // day/0.png
 *   entry.fault();                                 // null, or "is a link to ../0.png, which does not exist"
 * });
 * Storage storage = StorageAccess.of(hadoop).at(file);
 * storage.text(file);                             // Optional[{"format":1}]
 * OpenFault.clause(storage, file, exception, "is no longer there");   // may not be read: ask for …
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.file;

import org.jspecify.annotations.NullMarked;
