package dev.maskwise.codec.rle;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.Runs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  private static final int OUTSIDE = ~(MORE | GROUP);

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
    Runs plain = decodePlain(text, height, width);
    if (plain != null) {
      return plain;
    }
    int[] lengths = new int[text.length];
    int count = 0;
    for (int at = 0; at < text.length; count++) {
      int end = end(text, at);
      int number = number(text, at, end);
      lengths[count] = count > 2 ? number + lengths[count - 2] : number;
      at = end;
    }
    return RunLengths.decode(lengths, count, height, width);
  }

  /**
   * The mask of a text as COCO writes it, in half of the time: what is wrong is seen at the end.
   * Null for a text that is broken or has runs of no pixel but the first.
   */
  private static @Nullable Runs decodePlain(byte[] text, int height, int width)
      throws MalformedException {
    int pixels = RunLengths.pixels(height, width);
    int[] bounds = new int[text.length];
    int count = 0;
    int place = 0;
    int last = 0;
    int beforeLast = 0;
    int wrong = 0;
    int at = 0;
    while (at < text.length) {
      int group = text[at++] - FIRST;
      int unused = Integer.SIZE - BITS;
      int number = group & GROUP;
      while ((group & ~GROUP) != 0) {
        if ((group & OUTSIDE) != 0 || at == text.length || unused < BITS) {
          return null;
        }
        group = text[at++] - FIRST;
        number |= (group & GROUP) << (Integer.SIZE - unused);
        unused -= BITS;
      }
      int length = (number << unused >> unused) + beforeLast;
      beforeLast = last;
      last = count == 0 ? 0 : length; // The third number is no difference to the first.
      place += length;
      wrong |= (count == 0 ? length : length - 1) | (pixels - place);
      bounds[count++] = place;
    }
    // The last background ends where no run begins.
    return wrong >= 0 && place == pixels
        ? new Runs(height, width, Arrays.copyOf(bounds, count & ~1))
        : null;
  }

  /** Where the number that begins at a place ends. */
  private static int end(byte[] text, int from) throws MalformedException {
    int most = Math.min(text.length, from + MOST_GROUPS);
    int at = from;
    while (at < most && text[at] >= FIRST && text[at] <= LAST) {
      if ((text[at++] - FIRST & MORE) == 0) {
        return at;
      }
    }
    throw broken(text, from, at);
  }

  private static int number(byte[] text, int from, int end) throws MalformedException {
    long number = 0;
    for (int i = end - 1; i >= from; i--) {
      number = number << BITS | (text[i] - FIRST & GROUP);
    }
    int unused = Long.SIZE - BITS * (end - from);
    number = number << unused >> unused;
    if (number != (int) number) {
      throw new MalformedException(
          "has in the text of its runs, at %d, the number %d, more than a mask has pixels"
              .formatted(from, number));
    }
    return (int) number;
  }

  /**
   * Says why a number has no end.
   *
   * @param at the place of the first byte that is not of the number
   */
  private static MalformedException broken(byte[] text, int from, int at) {
    if (at == text.length) {
      return new MalformedException("is cut off: the text of its runs ends inside a number");
    }
    return new MalformedException(
        at - from == MOST_GROUPS
            ? "has in the text of its runs, at %d, a number of more than %d characters"
                .formatted(from, MOST_GROUPS)
            : "has in the text of its runs, at %d, the byte 0x%02x, but its characters are '0' to 'o'"
                .formatted(at, text[at]));
  }
}
