package dev.maskwise.codec.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreShape;
import dev.maskwise.codec.score.ScoreType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the beginning of a .npy file says about its scores. */
record NpyHeader(ScoreType type, ByteOrder order, boolean fortran, ScoreShape shape) {
  /** What stands where a type of scores is refused. */
  static final String ACCEPTED =
      "scores are of the types '<f2', '<f4', '<f8', '>f2', '>f4', '>f8', '|u1', '<u2' or '>u2'";

  /** What every .npy file starts with. */
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The longest dictionary that NumPy itself reads from files that it does not trust. */
  private static final int MAX_DICTIONARY = 10_000;

  /** Whether a file may be a .npy file, by its first bytes or the few it has. */
  static boolean begins(byte[] first, int count) {
    int compared = Math.min(count, MAGIC.length);
    return Arrays.equals(first, 0, compared, MAGIC, 0, compared);
  }

  /** Reads up to the first score. */
  static NpyHeader read(ScoreInput in, long maxPixels) throws MalformedException {
    NpyLiteral.Values values = dictionary(in, ACCEPTED);
    return new NpyHeader(
        type(values.descr()),
        order(values.descr()),
        values.fortran(),
        shape(values.shape(), maxPixels));
  }

  /**
   * What the dictionary of a file says; the stream stands at the first number then.
   *
   * @param accepted which types are read, a clause for messages
   */
  static NpyLiteral.Values dictionary(ScoreInput in, String accepted) throws MalformedException {
    byte[] first = bytes(in, MAGIC.length + 2);
    if (!begins(first, MAGIC.length)) {
      throw new MalformedException("is no array of NumPy: it does not start with \\x93NUMPY");
    }
    int version = first[MAGIC.length];
    if (version < 1 || version > 3 || first[MAGIC.length + 1] != 0) {
      throw new MalformedException(
          "is an array of NumPy in the version "
              + (version & 0xff)
              + "."
              + (first[MAGIC.length + 1] & 0xff)
              + "; the versions 1.0, 2.0 and 3.0 are read");
    }
    ByteBuffer size =
        ByteBuffer.wrap(bytes(in, version == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? size.getChar() : Integer.toUnsignedLong(size.getInt());
    if (length > MAX_DICTIONARY) {
      throw new MalformedException(
          "is damaged: its header declares a dictionary of "
              + length
              + " characters, more than "
              + MAX_DICTIONARY);
    }
    // Version 3 is UTF-8, but what is understood is ASCII in all versions.
    return NpyLiteral.parse(new String(bytes(in, (int) length), ISO_8859_1), accepted);
  }

  /** The order of the bytes of a type; any where a number has one byte. */
  static ByteOrder order(String descr) {
    return descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static byte[] bytes(ScoreInput in, int count) throws MalformedException {
    byte[] bytes = new byte[count];
    if (in.read(bytes, count) < count) {
      throw new MalformedException(
          in.position() == 0
              ? "is empty: it has no bytes"
              : "is cut off: it ends after " + in.position() + " bytes, inside its header");
    }
    return bytes;
  }

  private static ScoreType type(String descr) throws MalformedException {
    return switch (descr) {
      case "<f2", ">f2" -> ScoreType.FLOAT16;
      case "<f4", ">f4" -> ScoreType.FLOAT32;
      case "<f8", ">f8" -> ScoreType.FLOAT64;
      case "|u1" -> ScoreType.UINT8;
      case "<u2", ">u2" -> ScoreType.UINT16;
      case "|O" ->
          throw new MalformedException("holds pickled objects, which are never read; " + ACCEPTED);
      default -> throw new MalformedException("holds the type '" + descr + "'; " + ACCEPTED);
    };
  }

  /** The axes are H×W, C×H×W or 1×C×H×W. */
  private static ScoreShape shape(List<Long> sizes, long maxPixels) throws MalformedException {
    int axes = sizes.size();
    if (axes < 2 || axes > 4 || (axes == 4 && sizes.get(0) != 1)) {
      throw new MalformedException(
          String.format(
              Locale.ROOT,
              "has the shape %s, but scores are height×width, channels×height×width, or"
                  + " 1×channels×height×width",
              shown(sizes)));
    }
    long channels = axes == 2 ? 1 : sizes.get(axes - 3);
    return ScoreShape.of(channels, sizes.get(axes - 2), sizes.get(axes - 1), maxPixels);
  }

  static String shown(List<Long> sizes) {
    String first =
        sizes.stream().limit(8).map(String::valueOf).reduce((a, b) -> a + "×" + b).orElse("()");
    return sizes.size() > 8 ? first + "×…" : first;
  }
}
