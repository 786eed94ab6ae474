package dev.maskwise.job.picture;

import dev.maskwise.reader.digest.ContentDigest;
import java.util.HexFormat;

/**
 * A mask or scores as they are stored: an encoded file, or bare numbers of a size that stands
 * beside them in a table.
 *
 * @param height of bare numbers; 0 for an encoded file
 * @param width likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedMask(byte[] bytes, int height, int width) {

  static EncodedMask ofFile(byte[] bytes) {
    return new EncodedMask(bytes, 0, 0);
  }

  boolean isBare() {
    return height > 0 && width > 0;
  }

  /** The digest by which the run knows it. */
  String digest() {
    return HexFormat.of()
        .toHexDigits(isBare() ? ContentDigest.of(bytes, height, width) : ContentDigest.of(bytes));
  }
}
