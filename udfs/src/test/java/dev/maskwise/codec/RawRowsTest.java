package dev.maskwise.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bare pixels, narrow and wide, and narrow ones seen wide. */
class RawRowsTest {

  @Test
  void readsOneByteAndTwoByteMaps() throws MalformedException {
    byte[] data = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    try (RawRows narrow = RawRows.open(data, 4, 3);
        RawRows wide = RawRows.open(data, 2, 3)) {
      assertThat(narrow.bytesPerPixel()).isEqualTo(1);
      assertThat(wide.bytesPerPixel()).isEqualTo(2);
      byte[] strip = new byte[9];
      narrow.read(strip, 2);
      assertThat(strip).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0);
      narrow.read(strip, 1);
      assertThat(strip).startsWith(9, 10, 11, 12);
      wide.read(strip, 1);
      assertThat(strip).startsWith(1, 2, 3, 4);
      assertThatIllegalArgumentException().isThrownBy(() -> narrow.read(strip, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> wide.read(new byte[7], 2));
    }
  }

  @Test
  void refusesDataThatDoesNotFitTheShape() {
    assertThatThrownBy(() -> RawRows.open(new byte[7], 2, 3))
        .isInstanceOf(MalformedException.class)
        .hasMessage("has 7 bytes, but 2x3 pixels take 6 bytes, or 12 with two-byte labels");
    assertThatThrownBy(() -> RawRows.open(new byte[0], 1 << 16, 1 << 16))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("has 0 bytes, but 65536x65536 pixels take 4294967296 bytes");
    assertThatThrownBy(() -> RawRows.open(new byte[0], 0, 5))
        .isInstanceOf(MalformedException.class)
        .hasMessage("declares a width of 0 and a height of 5; both must be at least 1");
    assertThatThrownBy(() -> RawRows.open(new byte[6], -2, -3))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void widensWithoutChangingLabels() throws MalformedException {
    SplittableRandom random = new SplittableRandom(9);
    for (int width = 1; width < 40; width++) {
      byte[] data = new byte[width * 5];
      random.nextBytes(data);
      byte[] expected = new byte[2 * data.length];
      for (int i = 0; i < data.length; i++) {
        expected[2 * i] = data[i];
      }
      try (WideRows rows = new WideRows(RawRows.open(data, width, 5))) {
        assertThat(rows.width()).isEqualTo(width);
        assertThat(rows.height()).isEqualTo(5);
        assertThat(rows.bytesPerPixel()).isEqualTo(2);
        byte[] strip = new byte[width * 6];
        Arrays.fill(strip, (byte) 0x5a);
        rows.read(strip, 3);
        assertThat(strip).isEqualTo(Arrays.copyOf(expected, width * 6));
        rows.read(strip, 2);
        assertThat(Arrays.copyOf(strip, width * 4))
            .isEqualTo(Arrays.copyOfRange(expected, width * 6, width * 10));
        assertThatIllegalArgumentException().isThrownBy(() -> rows.read(strip, 1));
      }
    }
  }

  @Test
  void widensOneByteMapsOnly() throws MalformedException {
    try (RawRows wide = RawRows.open(new byte[12], 2, 3);
        WideRows narrow = new WideRows(RawRows.open(new byte[6], 2, 3))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new WideRows(wide));
      assertThatIllegalArgumentException().isThrownBy(() -> narrow.read(new byte[11], 3));
    }
  }
}
