package dev.maskwise.codec.tiff;

import dev.maskwise.codec.MalformedException;

/**
 * The LZW codes of TIFF (TIFF 6.0, section 13): of 9 to 12 bits, the highest first; a code stands
 * for a text that was read before, and one byte more.
 *
 * <p>Texts are not kept: each lies in what was decoded, from where it was last read.
 */
final class Lzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST = 258;
  private static final int CODES = 1 << 12;

  private final byte[] file;
  private final int end;
  private int at;
  private long bits;
  private int count;

  Lzw(byte[] file, int from, int length) {
    this.file = file;
    at = from;
    end = from + length;
  }

  /** Decodes to the beginning of an array; false when there are fewer bytes. */
  boolean read(byte[] into, int bytes) throws MalformedException {
    int[] starts = new int[CODES];
    int[] lengths = new int[CODES];
    int next = FIRST;
    int width = 9;
    int out = 0;
    int before = 0;
    int beforeLength = 0;
    while (out < bytes) {
      int code = take(width);
      if (code == END || code < 0) {
        return false;
      }
      if (code == CLEAR) {
        next = FIRST;
        width = 9;
        beforeLength = 0;
        continue;
      }
      if (beforeLength > 0 && next < CODES) {
        starts[next] = before;
        lengths[next++] = beforeLength + 1;
      }
      int length = 1;
      if (code < CLEAR) {
        into[out] = (byte) code;
      } else if (code < next) {
        length = Math.min(lengths[code], bytes - out);
        copy(into, starts[code], out, length);
      } else {
        throw new MalformedException("is damaged: its LZW data has a code that means nothing yet");
      }
      before = out;
      beforeLength = length;
      out += length;
      // One earlier than needed, as all writers have it since the first.
      if (next >= (1 << width) - 1 && width < 12) {
        width++;
      }
    }
    return true;
  }

  /** Copies a text, of which the last byte may be the first one that is written. */
  private static void copy(byte[] bytes, int from, int to, int length) {
    int there = Math.min(length, to - from);
    System.arraycopy(bytes, from, bytes, to, there);
    if (there < length) {
      bytes[to + there] = bytes[from + there];
    }
  }

  /** The next code; negative when there is none. */
  private int take(int width) {
    while (count < width) {
      if (at == end) {
        return -1;
      }
      bits = bits << Byte.SIZE | (file[at++] & 0xff);
      count += Byte.SIZE;
    }
    count -= width;
    return (int) (bits >>> count) & ((1 << width) - 1);
  }
}
