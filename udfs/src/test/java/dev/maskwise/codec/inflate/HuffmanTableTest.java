package dev.maskwise.codec.inflate;

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
      byte[] lengths = PrefixCode.random(random, alphabet, 2 + random.nextInt(alphabet - 1));
      int[] symbols = new int[alphabet];
      Arrays.setAll(symbols, s -> s << 16);
      int[] table = new int[size];

      assertThat(fill(table, indexBits, lengths, symbols)).as("seed %d", seed).isTrue();

      int[] codewords = PrefixCode.codewords(lengths);
      for (int s = 0; s < alphabet; s++) {
        int length = lengths[s];
        if (length > 0) {
          int entry = lookUp(table, indexBits, codewords[s] | random.nextInt(1 << 16) << length);
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
      byte[] lengths = PrefixCode.random(random, 32, 2 + random.nextInt(31));
      lengths[random.nextInt(32)] = (byte) random.nextInt(16);
      boolean accepted = judge(lengths, "seed " + seed);
      refused += accepted ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void judgesEveryCodeOfFourSymbolsAndThreeBits() {
    for (int given = 0; given < 256; given++) {
      byte[] lengths = new byte[4];
      for (int s = 0; s < 4; s++) {
        lengths[s] = (byte) ((given >>> (2 * s)) & 3);
      }
      judge(lengths, Arrays.toString(lengths));
    }
  }

  @Test
  void anEmptyCodeAndALoneBitDecodeNothingElse() {
    int[] table = new int[DeflateAlphabet.DISTANCE_TABLE];
    byte[] lengths = new byte[30];

    assertThat(fill(table, 8, lengths, DeflateAlphabet.DISTANCES)).isTrue();
    assertThat(Arrays.stream(table, 0, 256)).containsOnly(HuffmanTable.INVALID);

    lengths[3] = 1;
    assertThat(fill(table, 8, lengths, DeflateAlphabet.DISTANCES)).isTrue();
    for (int i = 0; i < 256; i++) {
      int distanceFour = 4 << 16 | 1 << 8 | 1;
      assertThat(table[i]).isEqualTo((i & 1) == 0 ? distanceFour : HuffmanTable.INVALID);
    }
  }

  /** Complete codes are accepted, empty ones, and those of one codeword of one bit. */
  private static boolean judge(byte[] lengths, String name) {
    double coverage = PrefixCode.coverage(lengths);
    long used = 0;
    for (byte length : lengths) {
      used += length == 0 ? 0 : 1;
    }
    boolean loneBit = used == 1 && coverage == 0.5;
    int[] table = new int[DeflateAlphabet.DISTANCE_TABLE];
    boolean accepted = fill(table, 8, lengths, DeflateAlphabet.DISTANCES);
    assertThat(accepted).as(name).isEqualTo(used == 0 || coverage == 1 || loneBit);
    return accepted;
  }

  /** Fills a table from lengths that lie somewhere in an array. */
  private static boolean fill(int[] table, int indexBits, byte[] lengths, int[] symbols) {
    byte[] array = new byte[OFFSET + lengths.length];
    System.arraycopy(lengths, 0, array, OFFSET, lengths.length);
    return new HuffmanTable().fill(table, indexBits, array, OFFSET, lengths.length, symbols);
  }

  private static int lookUp(int[] table, int indexBits, int bits) {
    int entry = table[bits & ((1 << indexBits) - 1)];
    if ((entry & HuffmanTable.POINTER) == 0) {
      return entry;
    }
    return table[(entry >>> 16) + (bits >>> indexBits & ((1 << (entry & 63)) - 1))];
  }
}
