package dev.maskwise.codec.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.npy.NpyFixture;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bare scores of every type. */
class RawScoresTest {

  @ParameterizedTest
  @CsvSource({"FLOAT16, <f2", "FLOAT32, <f4", "FLOAT64, <f8", "UINT8, |u1", "UINT16, <u2"})
  void readsEveryType(ScoreType type, String descr) throws MalformedException {
    byte[] data = new byte[3 * 70 * 500 * type.bytes()];
    new SplittableRandom(5).nextBytes(data);
    ScoreScale scale = type.isInteger() ? new ScoreScale(1 / 255.0, 0.25) : null;
    try (ScoreMap map = RawScores.open(data, type, 3, 70, 500, scale, 35_000)) {
      assertThat(new int[] {map.channels(), map.height(), map.width()}).containsExactly(3, 70, 500);
      float[][] expected = NpyFixture.naive(descr, false, data, 3, 70, 500, scale);
      assertThat(NpyFixture.read(map)).isDeepEqualTo(NpyFixture.bits(expected));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    refused(
        23,
        ScoreType.FLOAT32,
        1,
        2,
        3,
        null,
        "has 23 bytes, but 1 channels of 3x2 float32 scores take 24");
    refused(
        0,
        ScoreType.FLOAT64,
        65536,
        1000,
        1000,
        null,
        "has 0 bytes, but 65536 channels of 1000x1000 float64 scores take 524288000000");
    refused(
        0,
        ScoreType.FLOAT32,
        1,
        0,
        3,
        null,
        "declares 1 channels of 3x0 pixels; each must be at least 1");
    refused(
        0,
        ScoreType.FLOAT32,
        1,
        -2,
        -3,
        null,
        "declares 1 channels of -3x-2 pixels; each must be at least 1");
    refused(
        0,
        ScoreType.FLOAT32,
        1,
        1001,
        1000,
        null,
        "declares 1 channels of 1000x1001 pixels, more than --max-pixels 1000000");
    refused(
        6,
        ScoreType.UINT8,
        1,
        2,
        3,
        null,
        "holds uint8 scores, whose meaning is not stated: say --score-scale and --score-offset");
    refused(
        12,
        ScoreType.FLOAT16,
        1,
        2,
        3,
        new ScoreScale(1, 0),
        "holds float16 scores, but a scale was stated: leave out --score-scale and"
            + " --score-offset");
  }

  private static void refused(
      int bytes,
      ScoreType type,
      int channels,
      int height,
      int width,
      @Nullable ScoreScale scale,
      String message) {
    assertThatThrownBy(
            () -> RawScores.open(new byte[bytes], type, channels, height, width, scale, 1_000_000))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }
}
