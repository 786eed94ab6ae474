package dev.maskwise.codec.rle;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.Runs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of masks of runs: the two keys that these have, and nothing else. */
final class RunJson {
  /** More digits than a count of pixels has are not looked at. */
  private static final int MOST_DIGITS = 18;

  private final byte[] json;
  private final long maxPixels;
  private int at;

  RunJson(byte[] json, long maxPixels) {
    this.json = json;
    this.maxPixels = maxPixels;
  }

  /** The mask, or those of an array. */
  List<Runs> masks() throws MalformedException {
    List<Runs> masks = new ArrayList<>();
    if (skip('[')) {
      do {
        masks.add(mask());
      } while (skip(','));
      require(']');
    } else {
      masks.add(mask());
    }
    if (peek() >= 0) {
      throw unexpected("its end");
    }
    return masks;
  }

  private Runs mask() throws MalformedException {
    long @Nullable [] size = null;
    long @Nullable [] lengths = null;
    byte @Nullable [] text = null;
    require('{');
    do {
      String key = new String(string(), StandardCharsets.UTF_8);
      require(':');
      if (key.equals("size") && size == null) {
        size = numbers();
      } else if (key.equals("counts") && lengths == null && text == null) {
        if (peek() == '"') {
          text = string();
        } else {
          lengths = numbers();
        }
      } else {
        throw new MalformedException(
            "has the key '%s', but a mask of runs has size and counts, each once".formatted(key));
      }
    } while (skip(','));
    require('}');
    if (size == null || size.length != 2) {
      throw new MalformedException("has no size, the height and the width of the mask of runs");
    }
    int height = side(size[0]);
    int width = side(size[1]);
    if ((long) height * width > maxPixels) {
      throw new MalformedException(
          "declares %dx%d pixels, more than --max-pixels %d".formatted(width, height, maxPixels));
    }
    if (text != null) {
      return RunText.decode(text, height, width);
    }
    if (lengths == null) {
      throw new MalformedException("has no counts, the runs of the mask");
    }
    return RunLengths.decode(lengths, height, width);
  }

  private static int side(long pixels) throws MalformedException {
    if (pixels < 1 || pixels > Integer.MAX_VALUE) {
      throw new MalformedException(
          "declares a side of %d pixels; a side has at least 1 and less than 2^31"
              .formatted(pixels));
    }
    return (int) pixels;
  }

  private long[] numbers() throws MalformedException {
    long[] numbers = new long[8];
    int count = 0;
    require('[');
    if (skip(']')) {
      return new long[0];
    }
    do {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number();
    } while (skip(','));
    require(']');
    return Arrays.copyOf(numbers, count);
  }

  private long number() throws MalformedException {
    boolean negative = skip('-');
    int first = at;
    long number = 0;
    while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - first < MOST_DIGITS) {
      number = 10 * number + (json[at++] - '0');
    }
    int next = at < json.length ? json[at] : -1;
    if (at == first || next == '.' || next == 'e' || next == 'E' || (next >= '0' && next <= '9')) {
      throw unexpected("a whole number of pixels");
    }
    return negative ? -number : number;
  }

  /** The bytes of a text, with what is written by a backslash. */
  private byte[] string() throws MalformedException {
    require('"');
    int first = at;
    while (at < json.length && json[at] != '"' && json[at] != '\\') {
      at++;
    }
    byte[] text = Arrays.copyOfRange(json, first, at);
    int length = text.length;
    while (at < json.length && json[at] != '"') {
      if (length == text.length) {
        text = Arrays.copyOf(text, 2 * length + 16);
      }
      text[length++] = json[at] == '\\' ? escaped() : json[at++];
    }
    if (at == json.length) {
      throw unexpected("'\"'");
    }
    at++;
    return Arrays.copyOf(text, length);
  }

  /** Of what JSON may write so, a text of runs has no more than ASCII. */
  private byte escaped() throws MalformedException {
    int kind = at + 1 < json.length ? json[at + 1] : -1;
    if (kind == '\\' || kind == '"' || kind == '/') {
      at += 2;
      return (byte) kind;
    }
    if (kind == 'u' && at + 6 <= json.length && isHex(at + 2)) {
      int code = HexFormat.fromHexDigits(new String(json, at + 2, 4, StandardCharsets.US_ASCII));
      if (code < 0x80) {
        at += 6;
        return (byte) code;
      }
    }
    throw unexpected("a character of the text of runs");
  }

  private boolean isHex(int from) {
    for (int i = from; i < from + 4; i++) {
      if (!HexFormat.isHexDigit(json[i])) {
        return false;
      }
    }
    return true;
  }

  /** The next byte that is no blank, −1 at the end. */
  private int peek() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
    return at < json.length ? json[at] & 0xff : -1;
  }

  private boolean skip(char sign) {
    boolean found = peek() == sign;
    at += found ? 1 : 0;
    return found;
  }

  private void require(char sign) throws MalformedException {
    if (!skip(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  private MalformedException unexpected(String expected) {
    return new MalformedException(
        at >= json.length
            ? "is cut off: its JSON ends where %s is expected".formatted(expected)
            : "has in its JSON, at %d, the byte 0x%02x where %s is expected"
                .formatted(at, json[at], expected));
  }
}
