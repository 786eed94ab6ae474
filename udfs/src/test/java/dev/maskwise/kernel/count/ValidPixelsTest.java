package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of every array against a loop over the pixels. */
class ValidPixelsTest {

  /** Raw labels of which about so many of a hundred are a label, in stretches or alone. */
  static byte[] labels(
      int pixels, int bytesPerPixel, int label, int percent, int stretch, SplittableRandom random) {
    byte[] labels = new byte[pixels * bytesPerPixel];
    random.nextBytes(labels);
    for (int from = 0; from < pixels; from += stretch) {
      if (random.nextInt(100) < percent) {
        for (int i = from; i < Math.min(pixels, from + stretch); i++) {
          labels[i * bytesPerPixel] = (byte) label;
          labels[(i + 1) * bytesPerPixel - 1] = (byte) (label >> (8 * (bytesPerPixel - 1)));
        }
      }
    }
    return labels;
  }

  /** One workspace sees all images. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 255", "1, 128", "1, -1", "1, 256", "2, 0", "2, 511", "2, 65535", "2, -1"})
  void keepsWhatALoopKeeps(int bytesPerPixel, int ignore) {
    SplittableRandom random = new SplittableRandom(31L * ignore + bytesPerPixel);
    ValidPixels valid = new ValidPixels();
    for (int pixels : new int[] {0, 1, 7, 63, 64, 65, 127, 128, 129, 640, 1000}) {
      for (int percent : new int[] {0, 1, 30, 90, 100}) {
        for (int stretch : new int[] {1, 5, 64, 200}) {
          byte[] labels = labels(pixels, bytesPerPixel, ignore, percent, stretch, random);
          valid.read(labels, bytesPerPixel, pixels, ignore);
          check(valid, pixels, expected(labels, bytesPerPixel, pixels, ignore));
        }
      }
    }
  }

  private static int[] expected(byte[] labels, int bytesPerPixel, int pixels, int ignore) {
    return IntStream.range(0, pixels)
        .filter(i -> Labels.at(labels, bytesPerPixel, i) != ignore)
        .toArray();
  }

  private static void check(ValidPixels valid, int pixels, int[] kept) {
    assertThat(valid.all()).isEqualTo(pixels);
    assertThat(valid.size()).isEqualTo(kept.length);
    byte[] bytes = new byte[pixels];
    byte[] pairs = new byte[2 * pixels];
    float[] floats = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      bytes[i] = (byte) (i * 37);
      pairs[2 * i] = (byte) (i * 41);
      pairs[2 * i + 1] = (byte) (i >> 3);
      floats[i] = i + 0.5f;
    }
    float[] source = new float[pixels + 3];
    System.arraycopy(floats, 0, source, 3, pixels);
    float[] copied = new float[pixels];
    valid.copy(FloatBuffer.wrap(source), 3, copied);
    byte[] keptBytes = valid.keep(bytes, 1, new byte[pixels]);
    byte[] keptPairs = valid.keep(pairs, 2, pairs);
    valid.keep(floats);
    for (int n = 0; n < kept.length; n++) {
      assertThat(valid.pixel(n)).isEqualTo(kept[n]);
      assertThat(keptBytes[n]).isEqualTo((byte) (kept[n] * 37));
      assertThat(keptPairs[2 * n]).isEqualTo((byte) (kept[n] * 41));
      assertThat(keptPairs[2 * n + 1]).isEqualTo((byte) (kept[n] >> 3));
      assertThat(floats[n]).isEqualTo(kept[n] + 0.5f);
    }
    assertThat(Arrays.copyOf(copied, kept.length)).isEqualTo(Arrays.copyOf(floats, kept.length));
  }

  @Test
  void thereIsNoPixelBeyondTheValidOnes() {
    ValidPixels valid = new ValidPixels();
    valid.read(new byte[] {9, 1, 9, 2}, 1, 4, 9);
    assertThatThrownBy(() -> valid.pixel(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no valid pixel 2.");
  }
}
