package dev.maskwise.codec.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every filter against its formula, byte by byte, where shortcuts apply and where they do not. */
class UnfilterTest {
  private static final int MARGIN = 16;

  @ParameterizedTest
  @ValueSource(ints = {Unfilter.NONE, Unfilter.SUB, Unfilter.UP, Unfilter.AVERAGE, Unfilter.PAETH})
  void restoresWhatTheFormulaSays(int filter) {
    for (long seed = 0; seed < 6000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int step = 1 + random.nextInt(2);
      int length = step * (1 + random.nextInt(80));
      int at = random.nextInt(MARGIN);
      byte[] stored = runs(random, MARGIN + length, random.nextInt(4) == 0 ? 0 : 80);
      byte[] above = runs(random, MARGIN + length, random.nextInt(4) == 0 ? 0 : 40);
      if (random.nextBoolean()) {
        clearMost(stored, random);
      }
      byte[] into = new byte[length + 2 * MARGIN];
      Arrays.fill(into, (byte) 0x5a);
      byte[] expected = into.clone();
      for (int i = 0; i < length; i++) {
        int a = i < step ? 0 : expected[MARGIN + i - step] & 0xff;
        int b = above[at + i] & 0xff;
        int c = i < step ? 0 : above[at + i - step] & 0xff;
        expected[MARGIN + i] =
            (byte) (stored[MARGIN - at + i] + ReferencePng.predict(filter, a, b, c));
      }

      boolean known =
          Unfilter.row(filter, stored, MARGIN - at, above, at, into, MARGIN, length, step);

      assertThat(known).isTrue();
      assertThat(into).as("seed %d, step %d, length %d", seed, step, length).isEqualTo(expected);
    }
  }

  @Test
  void knowsNoOtherFilter() {
    byte[] row = new byte[8];
    assertThat(Unfilter.row(5, row, 0, row, 0, new byte[8], 0, 8, 1)).isFalse();
    assertThat(Unfilter.row(255, row, 0, row, 0, new byte[8], 0, 8, 1)).isFalse();
  }

  /**
   * Bytes that repeat the one before with a probability in percent; few values, so that they meet.
   */
  private static byte[] runs(SplittableRandom random, int length, int repeatPercent) {
    byte[] bytes = new byte[length];
    byte[] values = {0, 1, 2, (byte) 128, (byte) 255, (byte) random.nextInt(256)};
    for (int i = 0; i < length; i++) {
      boolean repeat = i > 0 && random.nextInt(100) < repeatPercent;
      byte fresh = repeatPercent == 0 ? (byte) random.nextInt(256) : values[random.nextInt(6)];
      bytes[i] = repeat ? bytes[i - 1] : fresh;
    }
    return bytes;
  }

  private static void clearMost(byte[] stored, SplittableRandom random) {
    int kept = random.nextInt(4);
    byte[] original = stored.clone();
    Arrays.fill(stored, (byte) 0);
    for (int k = 0; k < kept; k++) {
      int i = random.nextInt(stored.length);
      stored[i] = original[i];
    }
  }
}
