package dev.maskwise.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HuffmanTableTest {
  private static final int OFFSET = 5;

  @Test
  void findsEachSymbolOfRandomCompleteCodes() {
    for (long seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      boolean literals = random.nextBoolean();
      int alphabet = literals ? 288 : 32;
      int indexBits = literals ? DeflateAlphabet.LITERAL_BITS : DeflateAlphabet.DISTANCE_BITS;
      int size = literals ? DeflateAlphabet.LITERAL_TABLE : DeflateAlphabet.DISTANCE_TABLE;
      byte[] lengths = completeCode(random, alphabet);
      int[] symbols = new int[alphabet];
      for (int s = 0; s < alphabet; s++) {
        symbols[s] = s << 16;
      }
      int[] table = new int[size];

      boolean complete =
          new HuffmanTable().fill(table, indexBits, lengths, OFFSET, alphabet, symbols);

      assertThat(complete).as("seed %d", seed).isTrue();
      int[] codes = canonicalCodes(lengths, alphabet);
      for (int s = 0; s < alphabet; s++) {
        int length = lengths[OFFSET + s];
        if (length > 0) {
          int reversed = Integer.reverse(codes[s]) >>> (32 - length);
          int bits = reversed | random.nextInt(1 << 16) << length;
          int entry = lookUp(table, indexBits, bits);
          assertThat(entry)
              .as("seed %d symbol %d", seed, s)
              .isEqualTo(s << 16 | length << 8 | length);
        }
      }
    }
  }

  @Test
  void refusesOverlappingAndIncompleteCodes() {
    int refused = 0;
    for (long seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] lengths = completeCode(random, 32);
      int changed = OFFSET + random.nextInt(32);
      lengths[changed] = (byte) random.nextInt(16);
      double kraft = 0;
      int used = 0;
      for (int s = OFFSET; s < OFFSET + 32; s++) {
        kraft += lengths[s] == 0 ? 0 : Math.scalb(1.0, -lengths[s]);
        used += lengths[s] == 0 ? 0 : 1;
      }
      boolean loneBit = used == 1 && kraft == 0.5;

      boolean accepted =
          new HuffmanTable()
              .fill(
                  new int[DeflateAlphabet.DISTANCE_TABLE],
                  DeflateAlphabet.DISTANCE_BITS,
                  lengths,
                  OFFSET,
                  32,
                  DeflateAlphabet.DISTANCES);

      assertThat(accepted).as("seed %d, sum %s", seed, kraft).isEqualTo(kraft == 1 || loneBit);
      refused += accepted ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void anEmptyCodeAndALoneBitDecodeNothingElse() {
    int[] table = new int[DeflateAlphabet.DISTANCE_TABLE];
    byte[] lengths = new byte[OFFSET + 30];
    HuffmanTable huffman = new HuffmanTable();

    assertThat(huffman.fill(table, 8, lengths, OFFSET, 30, DeflateAlphabet.DISTANCES)).isTrue();
    assertThat(Arrays.stream(table, 0, 256)).containsOnly(HuffmanTable.INVALID);

    lengths[OFFSET + 3] = 1;
    assertThat(huffman.fill(table, 8, lengths, OFFSET, 30, DeflateAlphabet.DISTANCES)).isTrue();
    for (int i = 0; i < 256; i++) {
      int distanceFour = 4 << 16 | 1 << 8 | 1;
      assertThat(table[i]).isEqualTo((i & 1) == 0 ? distanceFour : HuffmanTable.INVALID);
    }
  }

  private static int lookUp(int[] table, int indexBits, int bits) {
    int entry = table[bits & ((1 << indexBits) - 1)];
    if ((entry & HuffmanTable.POINTER) == 0) {
      return entry;
    }
    return table[(entry >>> 16) + (bits >>> indexBits & ((1 << (entry & 63)) - 1))];
  }

  /** Splits leaves of a tree at random, favouring deep ones, and deals their depths to symbols. */
  private static byte[] completeCode(SplittableRandom random, int alphabet) {
    int leaves = 2 + random.nextInt(alphabet - 1);
    byte[] lengths = new byte[OFFSET + alphabet];
    lengths[OFFSET] = 1;
    lengths[OFFSET + 1] = 1;
    int count = 2;
    while (count < leaves) {
      int leaf = random.nextInt(3) == 0 ? random.nextInt(count) : count - 1;
      if (lengths[OFFSET + leaf] == 15) {
        leaf = random.nextInt(count);
      }
      if (lengths[OFFSET + leaf] < 15) {
        lengths[OFFSET + leaf]++;
        lengths[OFFSET + count++] = lengths[OFFSET + leaf];
      }
    }
    for (int s = alphabet - 1; s > 0; s--) {
      int other = random.nextInt(s + 1);
      byte length = lengths[OFFSET + s];
      lengths[OFFSET + s] = lengths[OFFSET + other];
      lengths[OFFSET + other] = length;
    }
    return lengths;
  }

  /** As RFC 1951 gives the algorithm: by length, then by symbol. */
  private static int[] canonicalCodes(byte[] lengths, int alphabet) {
    int[] codes = new int[alphabet];
    int code = 0;
    for (int length = 1; length <= 15; length++) {
      code <<= 1;
      for (int s = 0; s < alphabet; s++) {
        if (lengths[OFFSET + s] == length) {
          codes[s] = code++;
        }
      }
    }
    return codes;
  }
}
