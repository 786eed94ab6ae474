/**
 * Layer 6, below the reader: tars, of which the headers are read once and the members where they
 * are counted.
 *
 * <p>Imports: {@code reader.file}, {@code reader.digest}, Commons Compress and the task of Spark.
 * Imported by: {@code reader} and its rooms.
 *
 * <p>Invariant: no content is read before it is asked for, and then it alone; a header that is none
 * ends the tar with one sentence, and takes no memory.
 *
 * <pre>{@code
 * String fault = TarHeaders.read(file, size, member -> {
 *   member.name();                                  // day/0.truth.png
 *   member.offset();                                // 1536
 * });                                               // null, or "is a tar that is cut off at …"
 * byte[] png = OpenFiles.read(hadoop, range);       // opened once a task
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.tar;

import org.jspecify.annotations.NullMarked;
