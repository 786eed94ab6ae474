package dev.maskwise.codec.tiff;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.inflate.BitInput;
import dev.maskwise.codec.inflate.Inflate;
import java.util.Arrays;

/** How the blocks of a TIFF file are compressed, of the kinds that keep each label. */
enum TiffCompression {
  NONE(1, false),
  PACK_BITS(64, false),
  LZW(4096, true),
  DEFLATE(Inflate.LARGEST_RATIO, true);

  private final long largestRatio;
  private final boolean predicted;

  TiffCompression(long largestRatio, boolean predicted) {
    this.largestRatio = largestRatio;
    this.predicted = predicted;
  }

  /** No more bytes come of one. */
  long largestRatio() {
    return largestRatio;
  }

  /** Whether differences are stored in the place of values where the file says so. */
  boolean isPredicted() {
    return predicted;
  }

  /** The compression of a number. */
  static TiffCompression of(int number) throws MalformedException {
    return switch (number) {
      case 1 -> NONE;
      case 5 -> LZW;
      case 8, 32946 -> DEFLATE;
      case 32773 -> PACK_BITS;
      case 6, 7, 34892, 33003, 33005, 34712, 34887, 50001, 50002 ->
          throw new MalformedException(
              "is a TIFF file compressed by %s, which may change labels: save it with Deflate or LZW"
                  .formatted(name(number)));
      default ->
          throw new MalformedException(
              "is a TIFF file compressed by %s, which is not read: save it with Deflate or LZW, as gdal_translate -co COMPRESS=DEFLATE does"
                  .formatted(name(number)));
    };
  }

  private static String name(int number) {
    return switch (number) {
      case 2, 3, 4 -> "a code of fax machines (CCITT)";
      case 6, 7, 34892 -> "JPEG";
      case 33003, 33005, 34712 -> "JPEG 2000";
      case 34887 -> "LERC";
      case 34925 -> "LZMA";
      case 50000 -> "Zstandard";
      case 50001 -> "WebP";
      case 50002 -> "JPEG XL";
      default -> "the unknown method " + number;
    };
  }

  /**
   * Decompresses a block to the beginning of an array.
   *
   * @param bytes how many come of it
   * @throws MalformedException when it is damaged or gives fewer
   */
  void read(byte[] file, int from, int length, byte[] into, int bytes) throws MalformedException {
    boolean whole =
        switch (this) {
          case NONE -> copy(file, from, length, into, bytes);
          case PACK_BITS -> unpack(file, from, from + length, into, bytes);
          case LZW -> new Lzw(file, from, length).read(into, bytes);
          case DEFLATE -> inflate(file, from, length, into, bytes);
        };
    if (!whole) {
      throw new MalformedException("is cut off or damaged: a part of it has too few pixels");
    }
  }

  private static boolean copy(byte[] file, int from, int length, byte[] into, int bytes) {
    if (length < bytes) {
      return false;
    }
    System.arraycopy(file, from, into, 0, bytes);
    return true;
  }

  /** Runs of a byte, and bytes as they are (TIFF 6.0, section 9). */
  private static boolean unpack(byte[] file, int from, int end, byte[] into, int bytes) {
    int at = from;
    int out = 0;
    while (out < bytes && at < end) {
      int control = file[at++];
      if (control >= 0) {
        int run = Math.min(control + 1, bytes - out);
        if (run > end - at) {
          return false;
        }
        System.arraycopy(file, at, into, out, run);
        at += control + 1;
        out += run;
      } else if (control != Byte.MIN_VALUE) {
        if (at == end) {
          return false;
        }
        int stop = Math.min(bytes, out + 1 - control);
        Arrays.fill(into, out, stop, file[at++]);
        out = stop;
      }
    }
    return out == bytes;
  }

  private static boolean inflate(byte[] file, int from, int length, byte[] into, int bytes)
      throws MalformedException {
    BitInput.Pieces onePiece =
        new BitInput.Pieces() {
          private boolean given;

          @Override
          public boolean next() {
            boolean first = !given;
            given = true;
            return first;
          }

          @Override
          public int start() {
            return from;
          }

          @Override
          public int end() {
            return from + length;
          }
        };
    int chunk = Math.min(bytes, 1 << 14);
    Inflate data = new Inflate(new BitInput(file, onePiece), chunk, bytes);
    for (int out = 0; out < bytes; out += chunk) {
      int next = Math.min(chunk, bytes - out);
      if (!data.require(next)) {
        return false;
      }
      System.arraycopy(data.buffer(), data.position(), into, out, next);
      data.skip(next);
    }
    data.require(1); // Verifies the checksum where the stream ends here, as it should.
    return true;
  }
}
