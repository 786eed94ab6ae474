package dev.maskwise.codec.inflate;

import dev.maskwise.codec.LittleEndian;

/** A repetition in deflate: bytes that were decoded a distance before, up to the match itself. */
final class Match {
  static final int LONGEST = 258;

  private static final int WORD = Long.BYTES;

  /** Bytes that are copied at a time; fewer than this many are written past the end. */
  static final int BLOCK = 4 * WORD;

  private Match() {}

  /**
   * Writes a match at {@code out}, in blocks of which the last may reach past its end: a branch
   * that depends on the length and is predicted wrongly costs more than the bytes.
   */
  static void copy(byte[] window, int out, int distance, int length) {
    int end = out + length;
    int from = out - distance;
    if (distance >= BLOCK) {
      do {
        long word0 = LittleEndian.get(window, from);
        long word1 = LittleEndian.get(window, from + WORD);
        long word2 = LittleEndian.get(window, from + 2 * WORD);
        long word3 = LittleEndian.get(window, from + 3 * WORD);
        LittleEndian.put(window, out, word0);
        LittleEndian.put(window, out + WORD, word1);
        LittleEndian.put(window, out + 2 * WORD, word2);
        LittleEndian.put(window, out + 3 * WORD, word3);
        from += BLOCK;
        out += BLOCK;
      } while (out < end);
    } else if (distance <= 2) {
      long low = window[from] & 0xffL;
      long high = window[from + distance - 1] & 0xffL;
      long run = (low | high << Byte.SIZE) * 0x0001_0001_0001_0001L;
      do {
        LittleEndian.put(window, out, run);
        LittleEndian.put(window, out + WORD, run);
        LittleEndian.put(window, out + 2 * WORD, run);
        LittleEndian.put(window, out + 3 * WORD, run);
        out += BLOCK;
      } while (out < end);
    } else {
      do {
        window[out++] = window[from++];
      } while (out < end);
    }
  }
}
