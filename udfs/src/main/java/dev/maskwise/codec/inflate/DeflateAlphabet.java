package dev.maskwise.codec.inflate;

import java.util.Arrays;

/**
 * The symbols of deflate and its fixed codes (RFC 1951, sections 3.2.5 to 3.2.7) as table entries.
 */
final class DeflateAlphabet {
  /** Index bits of the first tables; each is big enough for the codes that label maps come with. */
  static final int LITERAL_BITS = 10;

  static final int DISTANCE_BITS = 8;
  static final int CODE_LENGTH_BITS = 7;

  /** The most entries that complete codes of 288 and of 32 symbols need with these index bits. */
  static final int LITERAL_TABLE = 1334;

  static final int DISTANCE_TABLE = 402;

  static final int END_OF_BLOCK = 256;

  static final int[] LITERALS_AND_LENGTHS = literalsAndLengths();
  static final int[] DISTANCES = distances();
  static final int[] CODE_LENGTHS = codeLengths();

  /** The order in which a dynamic block gives the lengths of its code-length code. */
  static final byte[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  static final int[] FIXED_LITERALS = fixedLiterals();
  static final int[] FIXED_DISTANCES = fixedDistances();

  private DeflateAlphabet() {}

  private static int[] literalsAndLengths() {
    int[] symbols = new int[288];
    Arrays.fill(symbols, HuffmanTable.INVALID);
    for (int s = 0; s < END_OF_BLOCK; s++) {
      symbols[s] = HuffmanTable.LITERAL | s << 16;
    }
    symbols[END_OF_BLOCK] = HuffmanTable.STOP | 1 << 16;
    int base = 3;
    for (int s = 257; s < 285; s++) {
      int extra = s < 265 ? 0 : (s - 261) / 4;
      symbols[s] = base << 16 | extra;
      base += 1 << extra;
    }
    symbols[285] = 258 << 16;
    return symbols;
  }

  private static int[] distances() {
    int[] symbols = new int[32];
    Arrays.fill(symbols, HuffmanTable.INVALID);
    int base = 1;
    for (int s = 0; s < 30; s++) {
      int extra = s < 4 ? 0 : (s - 2) / 2;
      symbols[s] = base << 16 | extra;
      base += 1 << extra;
    }
    return symbols;
  }

  private static int[] codeLengths() {
    int[] symbols = new int[19];
    for (int s = 0; s < 19; s++) {
      symbols[s] = s << 16;
    }
    return symbols;
  }

  private static int[] fixedLiterals() {
    byte[] lengths = new byte[288];
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, 288, (byte) 8);
    int[] table = new int[1 << LITERAL_BITS];
    new HuffmanTable().fill(table, LITERAL_BITS, lengths, 0, 288, LITERALS_AND_LENGTHS);
    return table;
  }

  private static int[] fixedDistances() {
    byte[] lengths = new byte[32];
    Arrays.fill(lengths, (byte) 5);
    int[] table = new int[1 << DISTANCE_BITS];
    new HuffmanTable().fill(table, DISTANCE_BITS, lengths, 0, 32, DISTANCES);
    return table;
  }
}
