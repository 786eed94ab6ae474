package dev.maskwise.codec.rle;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.Runs;
import java.util.Arrays;

/**
 * Lengths of runs as the text of COCO's files. From the fourth length on, the difference to the one
 * before the last is written instead. A number is groups of five bits, the lowest first, each a
 * character from 48, with 32 more where another group follows; the highest bit of the last group is
 * the sign.
 *
 * <p>Source: {@code rleToString} and {@code rleFrString} of COCO's API.
 */
public final class RunText {
  private static final int FIRST = '0';
  private static final int LAST = 'o';
  private static final int BITS = 5;
  private static final int GROUP = 0x1f;
  private static final int SIGN = 0x10;
  private static final int MORE = 0x20;

  /** Groups of the longest number, a difference of two lengths. */
  private static final int MOST_GROUPS = 7;

  private RunText() {}

  /** The text of a mask, in ASCII. */
  public static byte[] encode(Runs runs) {
    return encode(RunLengths.of(runs));
  }

  /** The text of lengths, whatever they are of, in ASCII. */
  public static byte[] encode(int[] lengths) {
    byte[] text = new byte[Math.max(16, 2 * lengths.length)];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (text.length - at < MOST_GROUPS) {
        text = Arrays.copyOf(text, 2 * text.length);
      }
      long rest = i > 2 ? (long) lengths[i] - lengths[i - 2] : lengths[i];
      boolean more = true;
      while (more) {
        int group = (int) rest & GROUP;
        rest >>= BITS;
        more = rest != ((group & SIGN) != 0 ? -1 : 0);
        text[at++] = (byte) (FIRST + (more ? group | MORE : group));
      }
    }
    return Arrays.copyOf(text, at);
  }

  /**
   * The mask of a text; runs of no pixel join those beside them. O(characters) time and memory.
   *
   * @param text its characters as bytes
   * @throws MalformedException when height or width is less than 1, a character is none of the 64,
   *     a number is cut off or too long, a length is negative, or the lengths have not as many
   *     pixels as the mask
   */
  public static Runs decode(byte[] text, int height, int width) throws MalformedException {
    RunBuilder mask = new RunBuilder(height, width, text.length);
    long beforeLast = 0;
    long last = 0;
    int at = 0;
    for (int i = 0; at < text.length; i++) {
      int group = text[at++] - FIRST;
      long number = group & GROUP;
      int seen = group;
      int bits = BITS;
      while ((group & MORE) != 0) {
        if (at == text.length || bits == MOST_GROUPS * BITS) {
          throw broken(text, at - 1);
        }
        group = text[at++] - FIRST;
        seen |= group;
        number |= (long) (group & GROUP) << bits;
        bits += BITS;
      }
      if ((seen | GROUP | MORE) != (GROUP | MORE)) {
        throw broken(text, at - 1);
      }
      number -= (number >>> (bits - 1)) << bits;
      long length = i > 2 ? number + beforeLast : number;
      beforeLast = last;
      last = length;
      mask.add(length);
    }
    return mask.runs();
  }

  /**
   * Says what is wrong in a text.
   *
   * @param at where it was seen; a character that is none lies there or before
   */
  private static MalformedException broken(byte[] text, int at) {
    for (int i = 0; i <= at; i++) {
      if (text[i] < FIRST || text[i] > LAST) {
        return new MalformedException(
            "has in the text of its runs, at %d, the byte 0x%02x, but its characters are '0' to 'o'"
                .formatted(i, text[i]));
      }
    }
    return new MalformedException(
        at == text.length - 1
            ? "is cut off: the text of its runs ends inside a number"
            : "has in the text of its runs, at %d, a number of more than %d characters"
                .formatted(at + 1 - MOST_GROUPS, MOST_GROUPS));
  }
}
