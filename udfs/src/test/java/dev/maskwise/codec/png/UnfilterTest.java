package dev.maskwise.codec.png;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.LittleEndian;
import dev.maskwise.codec.inflate.ZeroRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      int step = 1 + random.nextInt(4);
      int length = step * (1 + random.nextInt(random.nextInt(9) == 0 ? 700 : 80));
      int at = random.nextInt(MARGIN);
      byte[] stored = runs(random, 2 * MARGIN + length, random.nextInt(4) == 0 ? 0 : 80);
      byte[] above = runs(random, 2 * MARGIN + length, random.nextInt(4) == 0 ? 0 : 40);
      if (random.nextBoolean()) {
        clearMost(stored, random);
      }
      LabelRow row = new LabelRow(length);
      System.arraycopy(above, at, row.labels(), 0, length);
      byte[] expected = new byte[length];
      for (int i = 0; i < length; i++) {
        int a = i < step ? 0 : expected[i - step] & 0xff;
        int b = above[at + i] & 0xff;
        int c = i < step ? 0 : above[at + i - step] & 0xff;
        expected[i] = (byte) (stored[MARGIN - at + i] + ReferencePng.predict(filter, a, b, c));
      }
      ZeroRuns zeros = new ZeroRuns(2 * MARGIN + length);
      zeroRuns(stored, random).forEach(run -> zeros.add(run[0], run[1]));

      boolean known = new Unfilter(length, step, zeros).row(filter, stored, MARGIN - at, row);

      assertThat(known).isTrue();
      String what = "seed %d, step %d, length %d".formatted(seed, step, length);
      assertThat(Arrays.copyOf(row.labels(), length)).as(what).isEqualTo(expected);
      for (int k = 0; k < row.changes(); k++) {
        LittleEndian.put(row.labels(), row.places()[k], row.before()[k]);
      }
      assertThat(row.labels())
          .as("%s: what was there before", what)
          .isEqualTo(Arrays.copyOf(Arrays.copyOfRange(above, at, at + length), length + 8));
    }
  }

  @Test
  void knowsNoOtherFilter() {
    byte[] row = new byte[16];
    Unfilter unfilter = new Unfilter(8, 1, new ZeroRuns(8));
    assertThat(unfilter.row(5, row, 0, new LabelRow(8))).isFalse();
    assertThat(unfilter.row(255, row, 0, new LabelRow(8))).isFalse();
  }

  /** Some runs of zeros of an array, in order, whole or in part, as a decoder may know them. */
  private static List<int[]> zeroRuns(byte[] bytes, SplittableRandom random) {
    List<int[]> runs = new ArrayList<>();
    int i = 0;
    while (i < bytes.length) {
      int end = i;
      while (end < bytes.length && bytes[end] == 0) {
        end++;
      }
      if (end > i && random.nextInt(3) > 0) {
        runs.add(new int[] {i + random.nextInt(end - i), end});
      }
      i = end + 1;
    }
    return runs;
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
