package dev.maskwise.codec.png;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.inflate.BitInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file, walked once from front to back. As the pieces of a stream, it is the
 * data of the chunks IDAT, which follow one another.
 *
 * <p>The checksums of critical chunks are verified; those of ancillary chunks, which say nothing
 * about labels, are not.
 */
final class PngChunks implements BitInput.Pieces {
  static final int IHDR = 0x49484452;
  static final int PLTE = 0x504c5445;
  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454e44;

  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int FIELD = Integer.BYTES;

  private final byte[] file;
  private final ByteBuffer fields;
  private final CRC32 crc = new CRC32();
  private int type;
  private int start;
  private int length;

  /** The first chunk begins where the signature ends. */
  private int nextChunk = SIGNATURE.length;

  private boolean firstData = true;

  /** Whether a file may be a PNG file, by its first bytes or the few it has. */
  static boolean begins(byte[] file) {
    int compared = Math.min(file.length, SIGNATURE.length);
    return compared > 0 && Arrays.equals(file, 0, compared, SIGNATURE, 0, compared);
  }

  PngChunks(byte[] file) throws MalformedException {
    this.file = file;
    this.fields = ByteBuffer.wrap(file);
    if (file.length == 0) {
      throw new MalformedException("is empty: it has no bytes");
    }
    if (!begins(file)) {
      String first = HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(file.length, 4));
      throw new MalformedException("is not a PNG file: it starts with the bytes " + first);
    }
    if (file.length < SIGNATURE.length) {
      throw new MalformedException(
          "is cut off: it has " + file.length + " bytes, less than the signature of a PNG file");
    }
  }

  /** Moves to the next chunk and checks that it lies in the file whole. */
  void nextChunk() throws MalformedException {
    int left = file.length - nextChunk;
    if (left < 3 * FIELD) {
      throw new MalformedException(
          "is cut off: it ends after " + file.length + " bytes, before its last chunk");
    }
    length = fields.getInt(nextChunk);
    type = fields.getInt(nextChunk + FIELD);
    start = nextChunk + 2 * FIELD;
    requireLetters();
    if (length < 0) {
      throw damaged("has an impossible length");
    }
    if (length > left - 3 * FIELD) {
      throw new MalformedException(
          "is cut off: the chunk "
              + name()
              + " should have "
              + length
              + " bytes, but the file ends before");
    }
    if (isCritical()) {
      crc.reset();
      crc.update(file, start - FIELD, FIELD + length);
      if ((int) crc.getValue() != fields.getInt(start + length)) {
        throw damaged("does not match its checksum");
      }
    }
    nextChunk = start + length + FIELD;
  }

  private void requireLetters() throws MalformedException {
    for (int i = start - FIELD; i < start; i++) {
      int letter = file[i] | 0x20;
      if (letter < 'a' || letter > 'z') {
        throw new MalformedException("is damaged: no chunk begins at byte " + nextChunk);
      }
    }
  }

  int type() {
    return type;
  }

  /** By the case of the first letter: a chunk without which the image cannot be shown. */
  boolean isCritical() {
    return (type & 0x2000_0000) == 0;
  }

  String name() {
    return new String(file, start - FIELD, FIELD, StandardCharsets.US_ASCII);
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return start + length;
  }

  int length() {
    return length;
  }

  /** The next data chunk: the one it stands on, and then those that follow without a gap. */
  @Override
  public boolean next() throws MalformedException {
    if (!firstData && type == IDAT) {
      nextChunk();
    }
    firstData = false;
    return type == IDAT;
  }

  /** Walks from the chunk after the data to the last one. */
  void finish() throws MalformedException {
    while (type != IEND) {
      if (isCritical()) {
        throw damaged("must not follow the pixels");
      }
      nextChunk();
    }
    if (length != 0) {
      throw damaged("has " + length + " bytes, but must be empty");
    }
  }

  MalformedException damaged(String clause) {
    int chunk = start - 2 * FIELD;
    return new MalformedException(
        "is damaged: the chunk " + name() + " at byte " + chunk + " " + clause);
  }
}
