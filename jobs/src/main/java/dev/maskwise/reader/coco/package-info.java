/**
 * Layer 6: data sets and results in the JSON of COCO and LVIS → pieces of objects.
 *
 * <p>Imports: {@code reader.object}, {@code reader} and its rooms, Jackson and RoaringBitmap of
 * Spark. Imported by: {@code job}.
 *
 * <p>Invariant: a file is streamed by one task and is never in memory as a whole, nor does more of
 * it reach the driver than its categories. What is wrong with an object is told to its image; what
 * is wrong with a file ends its pieces, with a clause that says where.
 *
 * <pre>{@code
 * CocoSource truth = CocoSource.open(hadoop, "instances_val2017.json.gz");
 * Iterator<ObjectPiece> pieces = new CocoRows(file, 0, new CocoOptions(true, List.of()), hadoop);
 * pieces.next();                    // objects of one image, packed; an image; all categories
 * FileEnd.of(last.content()).fault();   // null, or "is cut off: the text ends in the middle, at …"
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.coco;

import org.jspecify.annotations.NullMarked;
