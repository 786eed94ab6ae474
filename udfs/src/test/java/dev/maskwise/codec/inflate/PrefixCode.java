package dev.maskwise.codec.inflate;

import java.util.SplittableRandom;

/** Lengths of codewords, symbol by symbol, and the canonical codewords of RFC 1951 for them. */
final class PrefixCode {
  static final int LONGEST = 15;

  private PrefixCode() {}

  /**
   * A complete code: the leaves of a tree that is split at random, deep leaves more often, dealt to
   * random symbols.
   */
  static byte[] random(SplittableRandom random, int alphabet, int leaves) {
    byte[] lengths = new byte[alphabet];
    lengths[0] = 1;
    lengths[1] = 1;
    int count = 2;
    while (count < leaves) {
      int leaf = random.nextInt(3) == 0 ? random.nextInt(count) : count - 1;
      if (lengths[leaf] == LONGEST) {
        leaf = random.nextInt(count);
      }
      if (lengths[leaf] < LONGEST) {
        lengths[leaf]++;
        lengths[count++] = lengths[leaf];
      }
    }
    for (int s = alphabet - 1; s > 0; s--) {
      int other = random.nextInt(s + 1);
      byte length = lengths[s];
      lengths[s] = lengths[other];
      lengths[other] = length;
    }
    return lengths;
  }

  /** The codewords, each in the order in which a stream holds its bits, the first one lowest. */
  static int[] codewords(byte[] lengths) {
    int[] codewords = new int[lengths.length];
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code <<= 1;
      for (int s = 0; s < lengths.length; s++) {
        if (lengths[s] == length) {
          codewords[s] = Integer.reverse(code++) >>> (32 - length);
        }
      }
    }
    return codewords;
  }

  /** The part of all bit strings that begin with a codeword; one for a complete code. */
  static double coverage(byte[] lengths) {
    double sum = 0;
    for (byte length : lengths) {
      sum += length == 0 ? 0 : Math.scalb(1.0, -length);
    }
    return sum;
  }
}
