package dev.maskwise.training.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The figures of docs/losses.md show what the losses compute. With -Dfigures.draw=true they are
 * drawn anew first.
 */
class FiguresTest {
  private static final Path FIGURES = Path.of("..", "docs", "figures");

  static List<Figure> figures() {
    return LossFigures.all();
  }

  @ParameterizedTest
  @MethodSource("figures")
  void theCommittedFileHoldsTheDataOfTheCode(Figure figure) throws IOException {
    Path file = FIGURES.resolve(figure.file() + ".svg");
    if (Boolean.getBoolean("figures.draw")) {
      Files.createDirectories(FIGURES);
      Files.writeString(file, Drawing.svg(figure));
    }
    assertThat(Drawing.data(Files.readString(file))).isEqualTo(figure.data());
  }

  @Test
  void easyPixelsLoseTheirShareAsGammaGrows() {
    double ofEasy = 99 * -Math.log(0.9) * Math.pow(0.1, 2);
    double ofHard = -Math.log(0.3) * Math.pow(0.7, 2);
    assertThat(LossFigures.easyShareOf(2, 0.9))
        .isCloseTo(ofEasy / (ofEasy + ofHard), within(1e-12));
    // As the page says.
    assertThat(LossFigures.easyShareOf(0, 0.9)).isCloseTo(0.90, within(0.005));
    assertThat(LossFigures.easyShareOf(2, 0.9)).isCloseTo(0.15, within(0.005));
    assertThat(LossFigures.easyShareOf(0, 0.95)).isCloseTo(0.81, within(0.005));
    assertThat(LossFigures.easyShareOf(2, 0.95)).isCloseTo(0.02, within(0.005));
  }

  /** Without overlap soft Dice hardly moves a confident logit, and cross-entropy moves it most. */
  @Test
  void withoutOverlapOnlyCrossEntropyPushes() {
    assertThat(last(LossFigures.falseBlob(), "cross-entropy")).isCloseTo(1, within(1e-12));
    assertThat(last(LossFigures.falseBlob(), "soft Dice")).isBetween(0.0, 0.03);
    assertThat(last(LossFigures.falseBlob(), "soft IoU")).isBetween(0.0, 0.01);
    assertThat(first(LossFigures.missedBlob(), "cross-entropy")).isCloseTo(2, within(1e-3));
    assertThat(first(LossFigures.missedBlob(), "soft Dice")).isBetween(0.0, 1e-3);
    assertThat(first(LossFigures.missedBlob(), "soft IoU")).isBetween(0.0, 1e-3);
  }

  private static double first(Figure figure, String curve) {
    return values(figure, curve).get(0);
  }

  private static double last(Figure figure, String curve) {
    List<Double> values = values(figure, curve);
    return values.get(values.size() - 1);
  }

  private static List<Double> values(Figure figure, String curve) {
    return figure.curves().stream()
        .filter(c -> c.name().equals(curve))
        .findFirst()
        .orElseThrow()
        .y();
  }
}
