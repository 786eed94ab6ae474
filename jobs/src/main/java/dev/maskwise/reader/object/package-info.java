/**
 * Layer 6: pieces of files of objects, whatever their format → the objects of each image.
 *
 * <p>Imports: the values {@code Box} and {@code Runs} of {@code kernel}, {@code codec.rle}, {@code
 * image.object}, {@code reader}. Imported by: {@code reader.coco}, {@code job}.
 *
 * <p>Invariant: an image has the objects of its files in their order, whatever the order of the
 * pieces; what is wrong with an object rejects its image, by the name of the object and the path of
 * its file. Masks are decoded here, where all objects of an image are, and nowhere before.
 *
 * <pre>{@code
 * PackedObjects piece = new PackedObjects();
 * piece.add(object);                                     // a RawObject, or an ObjectFault
 * ObjectPiece row = new ObjectPiece(Kind.OBJECTS, file, sequence, imageId, piece.take());
 * ImageObjects image = ObjectGroup.of(rules, imageId, List.of(row, entryOfTheImage));
 * image.truth();                                         // TruthObjects, with Runs for masks
 * image.detections().get(0);                             // those of the first model
 * }</pre>
 */
@NullMarked
package dev.maskwise.reader.object;

import org.jspecify.annotations.NullMarked;
