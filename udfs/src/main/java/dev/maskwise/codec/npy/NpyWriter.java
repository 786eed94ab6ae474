package dev.maskwise.codec.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maskwise.codec.score.Float16;
import dev.maskwise.codec.score.ScoreType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Writes scores as a NumPy array in a .npy file: version 1.0, C order, little-endian float16 or
 * float32 (NumPy enhancement proposal 1).
 */
public final class NpyWriter {
  private static final int BEFORE_DICTIONARY = NpyHeader.MAGIC.length + 4;

  /** NumPy lets the numbers begin at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private NpyWriter() {}

  /**
   * Encodes scores that {@link NpyScores} and {@code numpy.load} read back: float32 as they are,
   * float16 as the nearest value, which from 65,520 on is infinite. Equal scores give equal bytes.
   *
   * <p>The axes are height×width for one plane, and channels×height×width for several. Cost:
   * linear, about a nanosecond a score; memory is the result.
   *
   * @param planes the scores of each channel, row by row from the top; at least one plane
   * @param type {@link ScoreType#FLOAT16} or {@link ScoreType#FLOAT32}
   * @throws IllegalArgumentException when there is no plane, a side is not positive, a plane has
   *     not exactly height × width scores, the type is another, or the file does not fit an array
   */
  public static byte[] encode(float[][] planes, int height, int width, ScoreType type) {
    requireShape(planes, height, width);
    if (type != ScoreType.FLOAT16 && type != ScoreType.FLOAT32) {
      throw new IllegalArgumentException(
          "Scores are written as float16 or float32, not as " + type + ".");
    }
    byte[] header = header(planes.length, height, width, type).getBytes(ISO_8859_1);
    long length = header.length + (long) planes.length * height * width * type.bytes();
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw new IllegalArgumentException(
          "%d planes of %dx%d scores as %s do not fit an array."
              .formatted(planes.length, width, height, type));
    }
    ByteBuffer file = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(header);
    for (float[] plane : planes) {
      for (float score : plane) {
        if (type == ScoreType.FLOAT16) {
          file.putShort(Float16.nearest(score));
        } else {
          file.putFloat(score);
        }
      }
    }
    return file.array();
  }

  private static void requireShape(float[][] planes, int height, int width) {
    if (planes.length == 0 || height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "%d planes of %dx%d are no scores.".formatted(planes.length, width, height));
    }
    for (float[] plane : planes) {
      if (plane.length != (long) height * width) {
        throw new IllegalArgumentException(
            "A plane of %d scores is not %dx%d.".formatted(plane.length, width, height));
      }
    }
  }

  /** The file up to the first score, a character a byte. */
  private static String header(int channels, int height, int width, ScoreType type) {
    String dictionary =
        String.format(
            Locale.ROOT,
            "{'descr': '<f%d', 'fortran_order': False, 'shape': (%s%d, %d), }",
            type.bytes(),
            channels == 1 ? "" : channels + ", ",
            height,
            width);
    int unpadded = BEFORE_DICTIONARY + dictionary.length() + 1;
    String padding = " ".repeat(Math.floorMod(-unpadded, ALIGNMENT));
    int length = dictionary.length() + padding.length() + 1;
    String magic = new String(NpyHeader.MAGIC, ISO_8859_1);
    return magic
        + "\1\0"
        + (char) (length & 0xff)
        + (char) (length >> 8)
        + dictionary
        + padding
        + "\n";
  }
}
