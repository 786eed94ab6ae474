package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels, classes and masks of them, pixel after pixel. */
class LabelsTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 7", "1, 255", "2, 0", "2, 7", "2, 511", "1, -1", "1, 300"})
  void labelsAndMasksAreThoseOfALoop(int bytesPerPixel, int label) {
    SplittableRandom random = new SplittableRandom(label);
    for (int pixels = 0; pixels < 70; pixels++) {
      byte[] raw = ValidPixelsTest.labels(pixels, bytesPerPixel, label, 40, 3, random);
      int[] labels =
          IntStream.range(0, pixels)
              .map(
                  i ->
                      bytesPerPixel == 1
                          ? raw[i] & 0xff
                          : (raw[2 * i] & 0xff) | (raw[2 * i + 1] & 0xff) << 8)
              .toArray();
      char[] classes = new char[pixels];
      assertThat(Labels.read(raw, bytesPerPixel, pixels, classes))
          .isEqualTo(IntStream.of(labels).max().orElse(-1));
      int bound = 100;
      assertThat(Labels.firstOutOfRange(raw, bytesPerPixel, pixels, bound))
          .isEqualTo(
              IntStream.range(0, pixels).filter(i -> labels[i] >= bound).findFirst().orElse(-1));
      byte[] foreground = new byte[pixels];
      Masks.ofForeground(raw, bytesPerPixel, pixels, foreground);
      byte[] ofLabel = new byte[pixels];
      Masks.ofLabel(raw, bytesPerPixel, pixels, label, ofLabel);
      byte[] ofClass = new byte[pixels];
      Masks.ofClass(classes, pixels, label, ofClass);
      long[] counts = new long[1 << 16];
      Labels.count(classes, pixels, counts);
      for (int i = 0; i < pixels; i++) {
        assertThat(Labels.at(raw, bytesPerPixel, i)).isEqualTo(labels[i]);
        assertThat((int) classes[i]).isEqualTo(labels[i]);
        assertThat(foreground[i]).isEqualTo((byte) (labels[i] != 0 ? 1 : 0));
        assertThat(ofLabel[i]).isEqualTo((byte) (labels[i] == label ? 1 : 0));
        assertThat(ofClass[i]).isEqualTo(ofLabel[i]);
        int of = labels[i];
        assertThat(counts[of]).isEqualTo(IntStream.of(labels).filter(l -> l == of).count());
      }
      byte[] written = new byte[raw.length];
      Labels.write(classes, pixels, bytesPerPixel, written);
      assertThat(written).isEqualTo(raw);
      Masks.ofForeground(raw, bytesPerPixel, pixels, raw);
      assertThat(raw).as("in place").startsWith(foreground);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 200", "0, 255", "3, -1"})
  void aMaskMarksWhatIsIgnored(int label, int ignore) {
    byte[] raw = ValidPixelsTest.labels(200, 1, label, 40, 3, new SplittableRandom(5));
    byte[] mask = Masks.ofLabel(raw, label, ignore);
    assertThat(mask).hasSameSizeAs(raw);
    for (int i = 0; i < raw.length; i++) {
      int at = raw[i] & 0xff;
      assertThat(mask[i] & 0xff).isEqualTo(at == label ? 1 : at == ignore ? 255 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "17"})
  void equalClasses(int pixels) {
    char[] one = new char[pixels + 1];
    char[] other = new char[pixels + 1];
    byte[] mask = new byte[pixels + 1];
    for (int i = 0; i < pixels; i++) {
      one[i] = (char) (i % 3);
      other[i] = (char) (i % 2);
    }
    Masks.ofEqual(one, other, pixels, mask);
    for (int i = 0; i < pixels; i++) {
      assertThat(mask[i]).isEqualTo((byte) (i % 3 == i % 2 ? 1 : 0));
    }
    assertThat(mask[pixels]).as("behind the pixels").isZero();
  }
}
