package dev.maskwise.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.run.page.HeatTable.Shade;
import org.junit.jupiter.api.Test;

class ShadeTest {
  @Test
  void numbersHaveElevenShades() {
    assertThat(Shade.of(0)).isEqualTo("q0");
    assertThat(Shade.of(0.449)).isEqualTo("q4");
    assertThat(Shade.of(1)).isEqualTo("q10");
    assertThat(Shade.of(1.2)).isEqualTo("q10");
    assertThat(Shade.of(Double.NaN)).isEqualTo("none");
  }

  @Test
  void changesHaveASignAndFiveDepths() {
    assertThat(Shade.ofChange(-0.2, 0.2)).isEqualTo("n5");
    assertThat(Shade.ofChange(0.05, 0.2)).isEqualTo("p1");
    assertThat(Shade.ofChange(0.3, 0.2)).isEqualTo("p5");
    assertThat(Shade.ofChange(0.01, 0.2)).isEqualTo("zero");
    assertThat(Shade.ofChange(0, 0)).isEqualTo("zero");
    assertThat(Shade.ofChange(Double.NaN, 0.2)).isEqualTo("none");
  }
}
