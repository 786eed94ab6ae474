package dev.maskwise.reader.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacePatternTest {
  private static List<String> names(String pattern) {
    return new PlacePattern(pattern).names();
  }

  @Test
  void rangesKeepTheirZeros() {
    assertThat(names("s/{008..011}.tar"))
        .containsExactly("s/008.tar", "s/009.tar", "s/010.tar", "s/011.tar");
    assertThat(names("{9..11}")).containsExactly("9", "10", "11");
    assertThat(names("{11..9}")).containsExactly("9", "10", "11");
    assertThat(names("{0..10}")).hasSize(11).startsWith("00");
  }

  @Test
  void listsAreEachOfThem() {
    assertThat(names("{val,test}-{0..1}.tar"))
        .containsExactly("val-0.tar", "val-1.tar", "test-0.tar", "test-1.tar");
    assertThat(names("x.tar")).containsExactly("x.tar");
    assertThat(names("{a,b*}.tar")).containsExactly("a.tar");
    assertThat(names("x{")).containsExactly("x{");
  }

  @Test
  void tooManyAreRefused() {
    assertThatThrownBy(() -> names("{0..999999999}")).hasMessageContaining("more than 1,000,000");
    assertThatThrownBy(() -> names("{0..9999}{0..9999}"))
        .hasMessageContaining("more than 1,000,000");
  }
}
