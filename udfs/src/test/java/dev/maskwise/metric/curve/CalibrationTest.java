package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.metric.curve.Calibration.Norm;
import dev.maskwise.statistic.CalibrationBins;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
  private static final int BINS = 16; // so that edges are doubles

  private static CalibrationBins bins(ScoredPixels pixels) {
    CalibrationBins bins = new CalibrationBins(BINS);
    bins.add(pixels.scores(), pixels.truth(), pixels.pixels());
    return bins;
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void errorIsThatOfTheDefinition(Regime regime) {
    Property.forAll(
        31,
        40,
        random -> ScoredPixels.probabilities(regime, random.nextInt(300), random),
        pixels -> {
          double l1 = 0;
          double l2 = 0;
          double max = 0;
          for (int bin = 0; bin < BINS; bin++) {
            List<Double> inBin = new ArrayList<>();
            int positives = 0;
            for (int i = 0; i < pixels.pixels(); i++) {
              double p = pixels.scores()[i];
              boolean last = bin == BINS - 1 && p == 1;
              if (last || (p >= bin / (double) BINS && p < (bin + 1) / (double) BINS)) {
                inBin.add(p);
                positives += pixels.truth()[i];
              }
            }
            if (!inBin.isEmpty()) {
              double mean = inBin.stream().mapToDouble(p -> p).average().orElseThrow();
              double gap = Math.abs(mean - positives / (double) inBin.size());
              l1 += inBin.size() * gap / pixels.pixels();
              l2 += inBin.size() * gap * gap / pixels.pixels();
              max = Math.max(max, gap);
            }
          }
          CalibrationBins bins = bins(pixels);
          if (pixels.pixels() == 0) {
            assertThat(Calibration.ece(bins)).isNaN();
          } else {
            assertThat(Calibration.ece(bins)).isCloseTo(l1, within(1e-14));
            assertThat(Calibration.ece(bins, Norm.L2)).isCloseTo(Math.sqrt(l2), within(1e-14));
            assertThat(Calibration.ece(bins, Norm.MAX)).isCloseTo(max, within(1e-14));
          }
        });
  }

  @Test
  void brierIsTheMeanSquaredError() {
    Property.forAll(
        32,
        100,
        random -> ScoredPixels.probabilities(Regime.RANDOM, random.nextInt(1, 300), random),
        pixels -> {
          double expected = 0;
          double squares = 0;
          double intersection = 0;
          long truth = 0;
          for (int i = 0; i < pixels.pixels(); i++) {
            double p = pixels.scores()[i];
            byte y = pixels.truth()[i];
            expected += (p - y) * (p - y) / pixels.pixels();
            squares += p * p;
            intersection += p * y;
            truth += y;
          }
          assertThat(Calibration.brier(squares, intersection, truth, pixels.pixels()))
              .isCloseTo(expected, within(1e-13));
        });
    assertThat(Calibration.brier(0, 0, 0, 0)).isNaN();
  }

  /** By hand: gaps of 0.3 (two pixels) and 0.1 (one). */
  @Test
  void golden() {
    CalibrationBins bins = new CalibrationBins(2);
    bins.add(new float[] {0.125f, 0.275f, 0.9f}, new byte[] {0, 1, 1}, 3);
    assertThat(Calibration.ece(bins)).isCloseTo((2 * 0.3 + 0.1) / 3, within(1e-7));
    assertThat(Calibration.ece(bins, Norm.L2)).isCloseTo(Math.sqrt(0.19 / 3), within(1e-7));
    assertThat(Calibration.ece(bins, Norm.MAX)).isCloseTo(0.3, within(1e-7));
  }

  /** Σp² of float32 products can fall short of what Σp makes of it. */
  @Test
  void roundingMakesNoBrierScoreNegative() {
    assertThat(Calibration.brier(0.9998, 0.99990001, 1, 1)).isZero();
    assertThat(Calibration.brier(0, 0, 0, 0)).isNaN();
  }
}
