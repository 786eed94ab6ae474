package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.oracle.NaiveHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreHistogramTest {

  private static ScoreHistogram histogram(int bits, float... background) {
    ScoreHistogram histogram = new ScoreHistogram(bits);
    histogram.add(background, new byte[background.length], background.length);
    return histogram;
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void isWhatCuttingTheMantissaGives(Regime regime) {
    Property.forAll(
        7,
        40,
        random -> ScoredPixels.logits(regime, random.nextInt(400), random),
        pixels -> {
          for (int bits : new int[] {0, 3, 7, 10, 16}) {
            ScoreHistogram histogram = pixels.histogram(bits);
            assertThat(histogram.bins())
                .isEqualTo(NaiveHistogram.bins(pixels.scores(), pixels.truth(), bits, Bin::new));
            long foreground = 0;
            for (byte y : pixels.truth()) {
              foreground += y;
            }
            assertThat(histogram.foreground()).isEqualTo(foreground);
            assertThat(histogram.background()).isEqualTo(pixels.pixels() - foreground);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void anyPartitionOfThePixelsGivesTheSameBytes(Regime regime) {
    Property.forAll(
        8,
        20,
        random -> ScoredPixels.logits(regime, random.nextInt(300), random),
        pixels -> {
          int n = pixels.pixels();
          ScoreHistogram whole = pixels.histogram(10);
          ScoreHistogram parts = ScoreHistogram.TYPE.empty();
          for (int from = n; from > 0; from -= Math.min(from, 7)) {
            int start = from - Math.min(from, 7);
            ScoreHistogram part = new ScoreHistogram(10);
            part.add(
                Arrays.copyOfRange(pixels.scores(), start, from),
                Arrays.copyOfRange(pixels.truth(), start, from),
                from - start);
            parts.add(part);
          }
          parts.add(new ScoreHistogram(10));
          assertThat(parts).isEqualTo(whole).hasSameHashCodeAs(whole);
          assertThat(ScoreHistogram.TYPE.encode(parts))
              .isEqualTo(ScoreHistogram.TYPE.encode(whole));
        });
  }

  @Test
  void quantisedScoresAreOneToABin() {
    ScoreHistogram bytes = new ScoreHistogram(7);
    ScoreHistogram shorts = new ScoreHistogram(15);
    for (int k = 0; k < 65536; k++) {
      bytes.add(new float[] {(k % 256) / 255f}, new byte[1], 1);
      shorts.add(new float[] {k / 65535f}, new byte[1], 1);
    }
    assertThat(bytes.bins()).hasSize(256).allMatch(Bin::single);
    assertThat(shorts.bins()).hasSize(65536).allMatch(Bin::single);
  }

  @Test
  void minusZeroIsZero() {
    assertThat(histogram(10, -0f)).isEqualTo(histogram(10, 0f));
    assertThat(histogram(10, -0f, 0f).bins()).containsExactly(new Bin(0f, 0f, 0, 2));
  }

  @Test
  void extremesAreOrderedThroughZero() {
    assertThat(
            histogram(0, Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MIN_VALUE, 1, 1.5f, -1.5f, -1)
                .bins())
        .containsExactly(
            new Bin(-Float.MAX_VALUE, -Float.MAX_VALUE, 0, 1),
            new Bin(-1.5f, -1, 0, 2),
            new Bin(-Float.MIN_VALUE, -Float.MIN_VALUE, 0, 1),
            new Bin(1, 1.5f, 0, 2),
            new Bin(Float.MAX_VALUE, Float.MAX_VALUE, 0, 1));
  }

  @Test
  void copiesShareNothing() {
    ScoreHistogram histogram = histogram(3, 1, 2);
    ScoreHistogram copy = histogram.copy();
    copy.add(histogram);
    assertThat(histogram).isEqualTo(histogram(3, 1, 2)).isNotEqualTo(copy);
    copy.add(copy);
    assertThat(copy.background()).isEqualTo(8);
    assertThat(copy.bins()).containsExactly(new Bin(1, 1, 0, 4), new Bin(2, 2, 0, 4));
    assertThat(new ScoreHistogram(3)).isNotEqualTo(new ScoreHistogram(4));
    assertThat(histogram).hasToString("ScoreHistogram[bits=3, foreground=0, background=2]");
  }

  @Test
  void differentBitsDoNotMerge() {
    ScoreHistogram histogram = histogram(3, 1);
    assertThatThrownBy(() -> histogram.add(histogram(4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Score histograms of 3 and of 4 bits cannot be merged.");
    assertThat(histogram).isEqualTo(histogram(3, 1));
    assertThat(ScoreHistogram.TYPE.empty().bits()).isEqualTo(-1);
    assertThat(ScoreHistogram.TYPE.merge(ScoreHistogram.TYPE.empty(), histogram).bits())
        .isEqualTo(3);
  }

  @Test
  void wrongArgumentsAreRefused() {
    for (int bits : new int[] {-1, 17}) {
      assertThatThrownBy(() -> new ScoreHistogram(bits))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 to 16 bits");
    }
    ScoreHistogram histogram = new ScoreHistogram(10);
    assertThatThrownBy(() -> histogram.add(new float[2], new byte[1], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 pixels were asked for, but there are 2 scores and 1 bytes of truth.");
    assertThatThrownBy(() -> histogram.add(new float[1], new byte[1], -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScoreHistogram.TYPE.empty().add(new float[1], new byte[1], 1))
        .isInstanceOf(IllegalStateException.class);
    assertThat(histogram).isEqualTo(new ScoreHistogram(10));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefused(float score) {
    assertThatThrownBy(() -> histogram(10, 1, score))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("valid pixel 1");
  }

  @Test
  void pixelsDoNotOverflow() {
    ScoreHistogram histogram = histogram(0, 1);
    for (int i = 0; i < 62; i++) {
      histogram.add(histogram);
    }
    assertThat(histogram.background()).isEqualTo(1L << 62);
    ScoreHistogram same = histogram.copy();
    assertThatThrownBy(() -> same.add(histogram)).isInstanceOf(ArithmeticException.class);
    assertThat(same).isEqualTo(histogram);
  }

  /** Version 1, bits 0, one bin, bin 383 of exponent 0, then counts and offsets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 01 01 ff02 00 00 00 00 is empty",
        "01 01 01 ff02 00 01 00 01 has two scores of one pixel",
        "01 01 01 ff03 00 01 00 00 is infinite",
        "01 01 01 00 00 01 00 00 is not a number",
        "01 01 01 ff01 00 01 ffffff03 00 is minus zero",
        "01 01 01 ff02 00 02 ffffff03 01 leaves the bin",
        "01 01 02 ff02 00 01 00 00 8003 00 01 00 00 leaves the table",
        "01 01 02 ff02 00 ffffffffffffffff7f 00 00 00 00 01 00 00 has too many pixels",
        "01 12 00 has 17 bits",
        "01 00 00 has something after nothing"
      })
  void bytesThatCannotBeAreRefused(String text) {
    String hex = text.replaceAll("(?<= )[a-z]{2,} .*", "").replace(" ", "");
    assertThatThrownBy(() -> ScoreHistogram.TYPE.decode(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score_histogram");
  }
}
