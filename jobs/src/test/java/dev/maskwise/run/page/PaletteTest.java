package dev.maskwise.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaletteTest {
  /** The script of the page tells classes by their colours. */
  @Test
  void everyClassHasAColourOfItsOwn() {
    assertThat(Arrays.stream(Palette.classes(4096)).distinct()).hasSize(4096);
    assertThat(Palette.classes(12)).startsWith(Palette.classes(8));
  }

  @Test
  void coloursAreWrittenWithSixDigits() {
    assertThat(Palette.hex(0x00a0ff)).isEqualTo("#00a0ff");
  }
}
