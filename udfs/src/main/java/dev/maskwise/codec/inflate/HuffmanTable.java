package dev.maskwise.codec.inflate;

import java.util.Arrays;

/**
 * Decoding tables of canonical Huffman codes (RFC 1951, section 3.2.2): the next bits of the stream
 * index an entry that says which symbol they begin with and how many bits it takes.
 *
 * <p>Codes longer than the index find a pointer to a second table instead. An entry is an {@code
 * int}:
 *
 * <pre>
 * bits 0–5   bits the symbol takes, its extra bits included; in a pointer: index bits of the second table
 * bits 8–12  bits of the codeword alone
 * bit 13     {@link #STOP}: end of the block, or no symbol at all
 * bit 14     {@link #POINTER}: look in the second table
 * bits 16–30 the symbol's value; in a pointer: where the second table begins
 * bit 31     {@link #LITERAL}: the value is a byte of output
 * </pre>
 */
final class HuffmanTable {
  static final int STOP = 1 << 13;
  static final int POINTER = 1 << 14;
  static final int LITERAL = 1 << 31;

  /** The entry of bits that begin no codeword; the end of a block has a value, this has none. */
  static final int INVALID = STOP;

  private static final int MAX_LENGTH = 15;

  private final int[] countOfLength = new int[MAX_LENGTH + 1];
  private final int[] nextOfLength = new int[MAX_LENGTH + 1];
  private final int[] sorted = new int[288];

  /**
   * Fills a table from the lengths of the codewords, 0 for a symbol that does not occur.
   *
   * @param lengths the length of symbol s at {@code from + s}
   * @param symbols what an entry of symbol s holds besides its codeword
   * @param indexBits bits that index the first table
   * @return false when the lengths are no prefix code: codewords overlap, or some bits begin none,
   *     save that a code may be empty or have a single codeword of one bit
   */
  boolean fill(int[] table, int indexBits, byte[] lengths, int from, int count, int[] symbols) {
    Arrays.fill(countOfLength, 0);
    for (int s = 0; s < count; s++) {
      countOfLength[lengths[from + s]]++;
    }
    int used = count - countOfLength[0];
    int longest = MAX_LENGTH;
    while (longest > 0 && countOfLength[longest] == 0) {
      longest--;
    }
    int free = 1;
    int first = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      free = 2 * free - countOfLength[length];
      if (free < 0) {
        return false;
      }
      nextOfLength[length] = first;
      first += countOfLength[length];
    }
    if (free > 0) {
      if (longest > 1) {
        return false;
      }
      Arrays.fill(table, 0, 1 << indexBits, INVALID);
    }
    for (int s = 0; s < count; s++) {
      int length = lengths[from + s];
      if (length > 0) {
        sorted[nextOfLength[length]++] = s;
      }
    }
    place(table, indexBits, lengths, from, used, symbols);
    return true;
  }

  /**
   * Walks the symbols by codeword and writes each entry wherever the index begins with its
   * codeword.
   */
  private void place(
      int[] table, int indexBits, byte[] lengths, int from, int used, int[] symbols) {
    int indexMask = (1 << indexBits) - 1;
    int free = 1 << indexBits;
    int secondAt = 0;
    int secondBits = 0;
    int secondPrefix = -1;
    int code = 0;
    int previousLength = 0;
    for (int k = 0; k < used; k++) {
      int symbol = sorted[k];
      int length = lengths[from + symbol];
      code <<= length - previousLength;
      previousLength = length;
      // The stream holds a codeword from its highest bit on, the index from its lowest.
      int reversed = Integer.reverse(code) >>> (32 - length);
      int entry = symbols[symbol] + length + (length << 8);
      if (length <= indexBits) {
        for (int i = reversed; i <= indexMask; i += 1 << length) {
          table[i] = entry;
        }
      } else {
        int prefix = reversed & indexMask;
        if (prefix != secondPrefix) {
          secondPrefix = prefix;
          secondAt = free;
          secondBits = secondIndexBits(k, lengths, from, indexBits);
          free += 1 << secondBits;
          table[prefix] = POINTER | secondAt << 16 | secondBits;
        }
        for (int i = reversed >>> indexBits; i < 1 << secondBits; i += 1 << (length - indexBits)) {
          table[secondAt + i] = entry;
        }
      }
      code++;
    }
  }

  /** Index bits of the second table that begins with the k-th codeword: it ends when it is full. */
  private int secondIndexBits(int k, byte[] lengths, int from, int indexBits) {
    int bits = 0;
    int room = 1;
    for (int i = k; room > 0; i++) {
      int next = lengths[from + sorted[i]] - indexBits;
      room = (room << (next - bits)) - 1;
      bits = next;
    }
    return bits;
  }
}
