package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import dev.maskwise.oracle.NaiveOverlap;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlapTest {
  private static final long SEED = 20261;

  @ParameterizedTest
  @EnumSource(Regime.class)
  void equalsTheOracle(Regime truths) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (Regime predictions : Regime.values()) {
      for (int width : Masks.WIDTHS) {
        int height = random.nextInt(1, 71);
        byte[] truth = Masks.mask(truths, width, height, random);
        byte[] prediction = Masks.mask(predictions, width, height, random);
        assertThat(count(truth, prediction, truth.length))
            .as("%s and %s, %d×%d, seed %d", truths, predictions, width, height, SEED)
            .containsExactly(NaiveOverlap.count(truth, prediction, truth.length));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void countsOnlyWhatIsNotIgnored(Regime truths) {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] truth = Masks.mask(truths, 127, 70, random);
    byte[] prediction = Masks.mask(Regime.NOISE, 127, 70, random);
    for (int ignore : new int[] {-1, 0, 1, 200, 300}) {
      for (int i = 0; i < truth.length && ignore > 1; i += random.nextInt(1, 9)) {
        truth[i] = (byte) ignore;
      }
      byte[] validTruth = new byte[truth.length];
      byte[] validPrediction = new byte[truth.length];
      int valid = 0;
      for (int i = 0; i < truth.length; i++) {
        if ((truth[i] & 0xff) != ignore) {
          validTruth[valid] = truth[i];
          validPrediction[valid++] = prediction[i];
        }
      }
      long[] counts = new long[3];
      assertThat(Overlap.countValid(truth, prediction, truth.length, ignore, counts))
          .isEqualTo(valid);
      assertThat(counts).containsExactly(NaiveOverlap.count(validTruth, validPrediction, valid));
      assertThat(Overlap.cardinality(validTruth, valid)).isEqualTo(counts[1]);
    }
  }

  @Test
  void everyByteButZeroIsForegroundWhereverItIs() {
    for (int value = 1; value < 256; value++) {
      for (int at = 0; at < 17; at++) {
        byte[] truth = new byte[17];
        byte[] prediction = new byte[17];
        truth[at] = (byte) value;
        prediction[at] = (byte) (256 - value);
        assertThat(count(truth, prediction, 17)).as("%d at %d", value, at).containsExactly(1, 1, 1);
        assertThat(count(truth, new byte[17], 17)).containsExactly(0, 1, 0);
        assertThat(count(new byte[17], prediction, 17)).containsExactly(0, 0, 1);
      }
    }
  }

  @Test
  void countsMoreForegroundThanTheBytesOfAWordCanHold() {
    for (int pixels = 255 * 8 - 9; pixels < 2 * 256 * 8 + 9; pixels++) {
      byte[] full = new byte[pixels];
      Arrays.fill(full, (byte) 0x80);
      assertThat(count(full, full, pixels)).containsExactly(pixels, pixels, pixels);
    }
  }

  @Test
  void addsStripAfterStripAndReadsNothingBehindThePixels() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] truth = Masks.mask(Regime.NOISE, 127, 70, random);
    byte[] prediction = Masks.mask(Regime.BLOBS, 127, 70, random);
    long[] counts = {1L << 40, 2L << 40, 3L << 40};
    int at = 0;
    while (at < truth.length) {
      int pixels = Math.min(truth.length - at, random.nextInt(200));
      byte[] truthStrip = Arrays.copyOfRange(truth, at, at + 300);
      byte[] predictionStrip = Arrays.copyOfRange(prediction, at, at + 200);
      Arrays.fill(truthStrip, pixels, 300, (byte) 7);
      Arrays.fill(predictionStrip, pixels, 200, (byte) 9);
      Overlap.count(truthStrip, predictionStrip, pixels, counts);
      at += pixels;
    }
    long[] whole = NaiveOverlap.count(truth, prediction, truth.length);
    assertThat(counts)
        .containsExactly((1L << 40) + whole[0], (2L << 40) + whole[1], (3L << 40) + whole[2]);
  }

  @Test
  void refusesWrongArgumentsInOneSentence() {
    assertThatThrownBy(() -> Overlap.count(new byte[9], new byte[8], 9, new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "9 pixels of 1 bytes were asked for, but the truth holds 9 bytes and the prediction 8.");
    assertThatThrownBy(() -> Overlap.count(new byte[8], new byte[9], 9, new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Overlap.count(new byte[9], new byte[9], -1, new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Overlap.count(new byte[9], new byte[9], 9, new long[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Overlap has 3 counts, but room for 4 was given.");
  }

  private static long[] count(byte[] truth, byte[] prediction, int pixels) {
    long[] counts = new long[3];
    Overlap.count(truth, prediction, pixels, counts);
    return counts;
  }
}
