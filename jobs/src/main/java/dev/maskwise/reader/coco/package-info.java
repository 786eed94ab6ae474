/**
 * Layer 6: data sets and results in the JSON of COCO and LVIS → the objects of each image.
 *
 * <p>Imports: the values {@code Box} and {@code Runs} of {@code kernel}, {@code codec}, {@code
 * image.object}, {@code reader} and its rooms, Jackson and Spark. Imported by: {@code job}.
 *
 * <p>Invariant: a file is streamed by one task and is never in memory as a whole, and no more of it
 * reaches the driver than its categories; what is wrong with an object rejects its image by name.
 * What is wrong with a file, so that nobody knows which objects are lost, refuses the run.
 *
 * <pre>{@code
 * CocoSource truth = CocoSource.open(hadoop, "instances_val2017.json");
 * try (CocoReader rows = new CocoReader(stream, role, options)) {
 *   rows.next();                 // objects of one image, packed; or a category; or why it ends
 * }
 * ImageObjects objects = new ObjectGroups(files, rules).image(imageId, rows);
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.coco;

import org.jspecify.annotations.NullMarked;
