package dev.maskwise.codec.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.npy.NpyFixture;
import org.junit.jupiter.api.Test;

/** All 65,536 values. */
class Float16Test {

  @Test
  void everyValueIsExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float expected = NpyFixture.half(bits);
      assertThat(Float.floatToIntBits(Float16.TABLE[bits]))
          .as("half %04x", bits)
          .isEqualTo(Float.floatToIntBits(expected));
    }
  }

  @Test
  void knownValues() {
    assertThat(Float16.TABLE[0x3c00]).isEqualTo(1f);
    assertThat(Float16.TABLE[0xc000]).isEqualTo(-2f);
    assertThat(Float16.TABLE[0x7bff]).isEqualTo(65504f);
    assertThat(Float16.TABLE[0x0001]).isEqualTo(5.9604645e-8f);
    assertThat(Float16.TABLE[0x03ff]).isEqualTo(6.097555e-5f);
    assertThat(1 / Float16.TABLE[0x8000]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Float16.TABLE[0xfc00]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Float16.TABLE[0x7e00]).isNaN();
  }

  @Test
  void everyValueIsItsOwnNearest() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float16.TABLE[bits];
      if (!Float.isNaN(value)) {
        assertThat(Float16.nearest(value)).as("half %04x", bits).isEqualTo((short) bits);
      }
    }
  }

  /**
   * Between two neighbours the middle goes to the even one, and what lies beside it to its side.
   */
  @Test
  void whatLiesBetweenGoesToTheNearer() {
    for (int bits = 0; bits < 0x7c00; bits++) {
      double above = bits == 0x7bff ? 65536 : Float16.TABLE[bits + 1];
      float middle = (float) ((Float16.TABLE[bits] + above) / 2);
      int even = bits + (bits & 1);
      assertThat(Float16.nearest(middle)).as("half %04x", bits).isEqualTo((short) even);
      assertThat(Float16.nearest(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(Float16.nearest(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Float16.nearest(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
    }
    assertThat(Float16.nearest(Float.MAX_VALUE)).isEqualTo((short) 0x7c00);
    assertThat(Float16.nearest(Float.MIN_VALUE)).isZero();
    assertThat(Float16.nearest(Float.NaN)).isEqualTo((short) 0x7e00);
  }
}
