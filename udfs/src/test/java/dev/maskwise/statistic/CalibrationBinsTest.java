package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationBinsTest {

  private static CalibrationBins bins(int bins, ClosedSide side, float... probabilities) {
    CalibrationBins made = new CalibrationBins(bins, side);
    made.add(probabilities, new byte[probabilities.length], probabilities.length);
    return made;
  }

  private static long[] pixels(CalibrationBins bins) {
    long[] pixels = new long[bins.bins()];
    for (int bin = 0; bin < pixels.length; bin++) {
      pixels[bin] = bins.pixels(bin);
    }
    return pixels;
  }

  @Test
  void edgesBelongToTheClosedSide() {
    float[] edges = {0, -0f, 0.25f, 0.5f, 0.75f, 1, Math.nextDown(0.5f), Math.nextUp(0.5f)};
    assertThat(pixels(bins(4, ClosedSide.LEFT, edges))).containsExactly(2, 2, 2, 2);
    assertThat(pixels(bins(4, ClosedSide.RIGHT, edges))).containsExactly(3, 2, 2, 1);
    assertThat(new CalibrationBins(4).closedSide()).isEqualTo(ClosedSide.LEFT);
  }

  /** The bin of a probability by exact comparison with the edges i / bins. */
  private static int naive(float p, int bins, ClosedSide side) {
    BigDecimal scaled = new BigDecimal(p).multiply(BigDecimal.valueOf(bins));
    for (int bin = 0; bin < bins - 1; bin++) {
      int toUpper = scaled.compareTo(BigDecimal.valueOf(bin + 1));
      if (toUpper < 0 || (toUpper == 0 && side == ClosedSide.RIGHT)) {
        return bin;
      }
    }
    return bins - 1;
  }

  @ParameterizedTest
  @EnumSource(ClosedSide.class)
  void binsAreThoseOfTheDefinition(ClosedSide side) {
    for (Regime regime : Regime.values()) {
      Property.forAll(
          9,
          20,
          random -> ScoredPixels.probabilities(regime, random.nextInt(200), random),
          pixels -> {
            for (int count : new int[] {1, 3, 15, 100}) {
              CalibrationBins bins = new CalibrationBins(count, side);
              bins.add(pixels.scores(), pixels.truth(), pixels.pixels());
              long[] expected = new long[count];
              long[] positives = new long[count];
              double[] sums = new double[count];
              for (int i = 0; i < pixels.pixels(); i++) {
                int bin = naive(pixels.scores()[i], count, side);
                expected[bin]++;
                positives[bin] += pixels.truth()[i];
                sums[bin] += pixels.scores()[i];
              }
              assertThat(pixels(bins)).containsExactly(expected);
              assertThat(bins.total()).isEqualTo(pixels.pixels());
              for (int bin = 0; bin < count; bin++) {
                assertThat(bins.positives(bin)).isEqualTo(positives[bin]);
                // The sum of −0.0 alone is −0.0 in double, but 0.0 as an exact sum.
                assertThat(bins.probabilitySum(bin).value()).isEqualTo(sums[bin] + 0.0);
              }
            }
          });
    }
  }

  @Test
  void mergingNeedsOneShape() {
    CalibrationBins left = bins(2, ClosedSide.LEFT, 0.5f);
    CalibrationBins right = bins(2, ClosedSide.RIGHT, 0.5f);
    assertThatThrownBy(() -> left.add(right))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("closed on the LEFT and 2 closed on the RIGHT");
    assertThatThrownBy(() -> left.add(new CalibrationBins(3)))
        .isInstanceOf(IllegalArgumentException.class);
    CalibrationBins merged = CalibrationBins.TYPE.merge(CalibrationBins.TYPE.empty(), right);
    assertThat(merged).isEqualTo(right).isNotSameAs(right).isNotEqualTo(left);
    assertThat(merged.closedSide()).isEqualTo(ClosedSide.RIGHT);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -Float.MIN_VALUE, 1.0000001f, Float.POSITIVE_INFINITY})
  void whatIsNoProbabilityIsRefusedWhole(float p) {
    CalibrationBins bins = new CalibrationBins(5);
    assertThatThrownBy(() -> bins.add(new float[] {0.5f, p}, new byte[2], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("valid pixel 1");
    assertThat(bins).isEqualTo(new CalibrationBins(5));
  }

  @Test
  void wrongArgumentsAreRefused() {
    for (int bins : new int[] {0, 4097}) {
      assertThatThrownBy(() -> new CalibrationBins(bins))
          .isInstanceOf(IllegalArgumentException.class);
    }
    CalibrationBins bins = new CalibrationBins(5);
    assertThatThrownBy(() -> bins.add(new float[1], new byte[2], 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CalibrationBins.TYPE.empty().add(new float[1], new byte[1], 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
