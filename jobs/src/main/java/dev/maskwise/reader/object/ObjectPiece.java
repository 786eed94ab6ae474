package dev.maskwise.reader.object;

import java.io.Serializable;

/**
 * What a file holds, in pieces: a few objects of one image, packed; all categories; or that the
 * file ends.
 *
 * @param file the number of the file among all inputs
 * @param sequence the place of the piece in its file, ascending
 * @param imageId which image the objects are of; 0 for other pieces
 * @param content what its kind makes of it: {@link PackedObjects}, {@link ImageEntry}, {@link
 *     Category}, {@link FileEnd}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ObjectPiece(Kind kind, int file, long sequence, long imageId, byte[] content)
    implements Serializable {

  /** What a piece is. */
  public enum Kind {
    /** An image: its size, its name, and what LVIS says of it. */
    IMAGE,
    /** True or detected objects of an image. */
    OBJECTS,
    /** An object or image that names no image, and what is wrong with it. */
    LOST,
    /** The categories of the data set. */
    CATEGORIES,
    /** The end of the file, the last of its pieces. */
    END
  }
}
