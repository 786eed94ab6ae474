package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValuesAsLabels;
import dev.maskwise.law.Property;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Label maps in .npy files, of every type and order. */
class NpyLabelsTest {
  private static final int MAX_PIXELS = 1 << 20;

  /** Labels in rows, and the file that holds them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Map(int height, int width, int[] labels, byte[] file) {

    static Map next(String descr, SplittableRandom random) {
      int height = random.nextInt(1, 9);
      int width = random.nextInt(1, 9);
      boolean fortran = random.nextBoolean();
      int bytes = descr.charAt(2) - '0';
      int[] labels = new int[height * width];
      byte[] data = new byte[labels.length * bytes];
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int label =
              descr.equals("|b1") ? random.nextInt(2) : random.nextInt(bytes == 1 ? 256 : 65536);
          labels[row * width + column] = label;
          int at = bytes * (fortran ? column * height + row : row * width + column);
          boolean big = descr.startsWith(">");
          data[at] = (byte) (big ? label >> 8 : label);
          if (bytes == 2) {
            data[at + 1] = (byte) (big ? label : label >> 8);
          }
        }
      }
      String shape = "(%s%d, %d)".formatted(random.nextBoolean() ? "1, " : "", height, width);
      String dictionary = NpyFixture.dictionary(descr, fortran, shape);
      return new Map(height, width, labels, NpyFixture.npy(random.nextInt(1, 4), dictionary, data));
    }
  }

  private static LabelMapRows open(byte[] file, int maxPixels) throws MalformedException {
    return ValuesAsLabels.of(NpyValues.open(file, maxPixels));
  }

  @ParameterizedTest
  @ValueSource(strings = {"|b1", "|u1", "<u2", ">u2"})
  void everyTypeInEveryOrder(String descr) {
    Property.forAll(
        31,
        100,
        random -> Map.next(descr, random),
        map -> {
          try (LabelMapRows rows = open(map.file, MAX_PIXELS)) {
            int bytes = descr.charAt(2) - '0';
            assertThat(rows.height()).isEqualTo(map.height);
            assertThat(rows.width()).isEqualTo(map.width);
            assertThat(rows.bytesPerPixel()).isEqualTo(bytes);
            byte[] read = new byte[map.labels.length * bytes];
            rows.read(read, map.height);
            for (int i = 0; i < map.labels.length; i++) {
              int low = read[bytes * i] & 0xff;
              int label = bytes == 1 ? low : low | (read[2 * i + 1] & 0xff) << 8;
              assertThat(label).isEqualTo(map.labels[i]);
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <f4 | (2, 3) | holds the type '<f4', but labels are integers or booleans: save them as such, by .astype('uint16'), unless they are scores
          '|O' | (2, 3) | holds the type '|O', but labels are integers or booleans
          '|u2' | (2, 3) | holds the type '|u2', but labels are integers or booleans
          '|u1' | (24,) | has the shape 24, but a mask or label map is height×width, 1×height×width or height×width×1
          '|u1' | (2, 3, 4) | has the shape 2×3×4, but a mask or label map is
          '|u1' | (2, 1, 2, 6) | has the shape 2×1×2×6, but a mask or label map is
          '|u1' | (0, 24) | declares 1 channels of 24x0 pixels; each must be at least 1
          '|u1' | (100000, 100000) | declares 1 channels of 100000x100000 pixels, more than
          '|u1' | (5, 5) | is cut off: it has 152 bytes, but with 5x5 pixels it has 153
          '<u2' | (4, 6) | is cut off: it has 152 bytes, but with 6x4 pixels it has 176
          '|u1' | (4, 5) | is damaged: it has 152 bytes, but with 5x4 pixels it has 148
          '|b1' | (4, 6) | is damaged: its boolean 23 is 2
          """)
  void refusesWhatIsNoLabelMap(String descr, String shape, String clause) {
    byte[] data = new byte[24];
    data[23] = 2;
    byte[] file = NpyFixture.npy(1, NpyFixture.dictionary(descr, false, shape), data);
    assertThatThrownBy(() -> open(file, MAX_PIXELS))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith(clause);
  }

  @Test
  void refusesRecords() {
    String fields = "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (2, 3), }";
    assertThatThrownBy(() -> open(NpyFixture.npy(1, fields, new byte[6]), MAX_PIXELS))
        .hasMessage(
            "holds records of several fields; labels are integers or booleans: save them as such, by"
                + " .astype('uint16')");
  }

  @Test
  void everyCutIsNoticed() {
    byte[] file = Map.next("<u2", new SplittableRandom(5)).file;
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> open(cut, MAX_PIXELS)).isInstanceOf(MalformedException.class);
    }
  }
}
