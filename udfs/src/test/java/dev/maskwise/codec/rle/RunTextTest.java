package dev.maskwise.codec.rle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.run.RunPixels;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveMask;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and lengths of runs, against the naive ones and against damage. */
class RunTextTest {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(int height, int width, byte[] pixels) {
    static Case next(SplittableRandom random) {
      int height = random.nextInt(1, 90);
      int width = random.nextInt(1, 90);
      Masks.Regime[] regimes = Masks.Regime.values();
      Masks.Regime regime = regimes[random.nextInt(regimes.length)];
      return new Case(height, width, Masks.mask(regime, width, height, random));
    }
  }

  @Test
  void masksThereAndBack() {
    Property.forAll(
        1,
        500,
        Case::next,
        given -> {
          Runs runs = RunPixels.runs(given.pixels, given.height, given.width);
          int[] lengths = NaiveMask.of(given.pixels, given.height, given.width).lengths();
          assertThat(RunLengths.of(runs)).isEqualTo(lengths);
          byte[] text = RunText.encode(runs);
          assertThat(new String(text, StandardCharsets.US_ASCII))
              .isEqualTo(NaiveMask.text(lengths));
          assertThat(RunText.decode(text, given.height, given.width)).isEqualTo(runs);
          assertThat(
                  RunLengths.decode(
                      Arrays.stream(lengths).asLongStream().toArray(), given.height, given.width))
              .isEqualTo(runs);
        });
  }

  /** The longest differences that there are have seven characters. */
  @Test
  void longLengths() throws MalformedException {
    int most = Integer.MAX_VALUE;
    int[] lengths = {0, most - 2, 1, 1};
    byte[] text = RunText.encode(lengths);
    assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo(NaiveMask.text(lengths));
    Runs runs = RunText.decode(text, 1, most);
    assertThat(RunLengths.of(runs)).isEqualTo(lengths);
    assertThat(RunLengths.of(RunText.decode(RunText.encode(new int[] {most}), most, 1)))
        .containsExactly(most);
  }

  /** Other writers leave runs of no pixel in: what is beside them is one run. */
  @Test
  void emptyRunsJoinTheirNeighbours() throws MalformedException {
    Runs expected = new Runs(4, 3, new int[] {2, 7});
    assertThat(RunLengths.decode(new long[] {2, 3, 0, 2, 5, 0}, 4, 3)).isEqualTo(expected);
    assertThat(RunText.decode(RunText.encode(new int[] {0, 0, 2, 0, 0, 5, 5, 0, 0}), 4, 3))
        .isEqualTo(expected);
    assertThat(RunLengths.decode(new long[] {0, 0, 12}, 4, 3).count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5221  | 0 | 3 | declares a width of 3 and a height of 0; both must be at least 1",
        "5221  | 4 | -3 | declares a width of -3 and a height of 4; both must be at least 1",
        "5221  | 65536 | 32768 | declares 32768x65536 pixels, more than the 2^31 - 1 that a mask of"
            + " runs has",
        "5221  | 4 | 4 | has runs of 12 pixels in all, but 4x4 pixels are 16; the size may be that"
            + " of another mask",
        "5221  | 3 | 3 | has a run of 3 pixels after 9 pixels, but 3x3 pixels are 9 in all",
        "52O1  | 4 | 3 | has a run of -1 pixels, after 7 pixels in all",
        "52 21 | 4 | 3 | has in the text of its runs, at 2, the byte 0x20, but its characters are"
            + " '0' to 'o'",
        "52é   | 4 | 3 | has in the text of its runs, at 2, the byte 0xc3, but its characters are"
            + " '0' to 'o'",
        "52p1  | 4 | 3 | has in the text of its runs, at 2, the byte 0x70, but its characters are"
            + " '0' to 'o'",
        "52P   | 4 | 3 | is cut off: the text of its runs ends inside a number",
        "52PPPPPPPP0 | 4 | 3 | has in the text of its runs, at 2, a number of more than 7"
            + " characters",
      })
  void whatIsBrokenIsRefused(String text, int height, int width, String message) {
    assertThatThrownBy(() -> RunText.decode(text.getBytes(StandardCharsets.UTF_8), height, width))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }

  @Test
  void lengthsThatAreNoneAreRefused() {
    assertRefused("has a run of -1 pixels, after 13 pixels in all", 13, -1);
    assertRefused("has a run of 21 pixels after 0 pixels, but 4x5 pixels are 20 in all", 21);
    assertRefused(
        "has a run of 9223372036854775807 pixels after 1 pixels, but 4x5 pixels are 20 in all",
        1,
        Long.MAX_VALUE);
    assertRefused(
        "has runs of 0 pixels in all, but 4x5 pixels are 20; the size may be that of another mask");
  }

  private static void assertRefused(String message, long... lengths) {
    assertThatThrownBy(() -> RunLengths.decode(lengths, 5, 4))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }

  /** What is read in spite of its damage is a mask of the size that was declared. */
  @Test
  void damagedTextsAreMasksOrRefused() {
    SplittableRandom random = new SplittableRandom(2);
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      Case given = Case.next(random);
      byte[] text = RunText.encode(RunPixels.runs(given.pixels, given.height, given.width));
      byte[] damaged = damaged(text, random);
      try {
        Runs runs = RunText.decode(damaged, given.height, given.width);
        assertThat(runs.height()).isEqualTo(given.height);
        assertThat(Arrays.stream(RunLengths.of(runs)).sum()).isEqualTo(given.pixels.length);
      } catch (MalformedException e) {
        assertThat(e).hasMessageMatching("(has|is cut off: )[ -~]+[^.]");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(3000);
  }

  private static byte[] damaged(byte[] text, SplittableRandom random) {
    byte[] damaged = Arrays.copyOf(text, Math.max(1, text.length));
    int at = random.nextInt(damaged.length);
    switch (random.nextInt(4)) {
      case 0 -> damaged[at] = (byte) random.nextInt(256);
      case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(6));
      case 2 -> damaged = Arrays.copyOf(damaged, at);
      default -> {
        damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(1, 20));
        for (int i = at; i < damaged.length; i++) {
          damaged[i] = (byte) ('0' + random.nextInt(64));
        }
      }
    }
    return damaged;
  }
}
