package dev.maskwise.metric.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.maskwise.codec.png.PngRows;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.metric.curve.BestThreshold;
import dev.maskwise.metric.curve.Bounded;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.curve.HistogramLovasz;
import dev.maskwise.metric.curve.Ranking;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ExactSum;
import dev.maskwise.statistic.ScoreHistogram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The car logits of a real network against references in float64; skipped where they are missing.
 */
class CamVidScoresTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final int PIXELS = 480 * 360;
  private static final int CAR = 8;
  private static final int IGNORE = 11;

  /** Version 1 of the format: the length of the header's text is in bytes 8 and 9. */
  private static final int NPY_TEXT = 10;

  private static final List<ScoredPixels> IMAGES = new ArrayList<>();
  private static String dataset = "";

  @BeforeAll
  static void read() throws Exception {
    assumeThat(CAMVID).exists();
    String json = Files.readString(CAMVID.resolve("expected.json"));
    dataset = json.substring(json.indexOf("\"dataset\"", json.indexOf("\"binary_car\"")));
    try (Stream<Path> files = Files.list(CAMVID.resolve("car_logits"))) {
      for (Path file : files.sorted().toList()) {
        IMAGES.add(validPixels(file));
      }
    }
  }

  private static ScoredPixels validPixels(Path npyFile) throws Exception {
    ByteBuffer npy = ByteBuffer.wrap(Files.readAllBytes(npyFile)).order(ByteOrder.LITTLE_ENDIAN);
    npy.position(NPY_TEXT + npy.getShort(NPY_TEXT - Short.BYTES));
    byte[] labels = new byte[PIXELS];
    Path png =
        CAMVID.resolve("truth").resolve(npyFile.getFileName().toString().replace(".npy", ".png"));
    try (PngRows rows = PngRows.open(Files.readAllBytes(png), PIXELS)) {
      rows.read(labels, rows.height());
    }
    float[] logits = new float[PIXELS];
    byte[] truth = new byte[PIXELS];
    int valid = 0;
    for (byte label : labels) {
      logits[valid] = npy.getFloat();
      truth[valid] = (byte) (label == CAR ? 1 : 0);
      valid += label == IGNORE ? 0 : 1;
    }
    return new ScoredPixels(Arrays.copyOf(logits, valid), Arrays.copyOf(truth, valid));
  }

  private static double expected(String key) {
    Matcher number = Pattern.compile("\"" + key + "\": ([-0-9.e]+)").matcher(dataset);
    assertThat(number.find()).as(key).isTrue();
    return Double.parseDouble(number.group(1));
  }

  private static ScoreHistogram merged(int bits) {
    ScoreHistogram merged = ScoreHistogram.TYPE.empty();
    for (ScoredPixels image : IMAGES) {
      ScoreHistogram one = new ScoreHistogram(bits);
      one.add(image.scores(), image.truth(), image.pixels());
      merged.add(one);
    }
    return merged;
  }

  private static Map<String, Bounded> numbers(ScoreHistogram histogram) {
    BestThreshold best = BestThreshold.of(histogram);
    return Map.of(
        "auroc", Ranking.auroc(histogram),
        "average_precision_step", Ranking.averagePrecision(histogram),
        "best_threshold_logit", best.threshold(),
        "best_iou", best.iou(),
        "best_dice", best.dice(),
        "lovasz_hinge_dataset", HistogramLovasz.hinge(histogram));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12, 14, 16})
  void curvesAndLovaszLieWithinTheirBounds(int bits) {
    ScoreHistogram histogram = merged(bits);
    assertThat(histogram.foreground() + histogram.background())
        .isEqualTo((long) expected("pixels"));
    numbers(histogram)
        .forEach(
            (key, actual) -> {
              double slack = 1e-12 * expected(key); // the reference rounds as well
              assertThat(actual.value())
                  .as(key)
                  .isCloseTo(expected(key), within(actual.bound() + slack));
              boolean threshold = key.equals("best_threshold_logit");
              assertThat(actual.bound())
                  .as(key)
                  .isLessThan(Math.scalb(threshold ? 8.0 : 1.0, -bits));
            });
  }

  @Test
  void sixteenBitsGiveSixDigits() {
    numbers(merged(16))
        .forEach(
            (key, actual) ->
                assertThat(actual.value())
                    .as(key)
                    .isCloseTo(expected(key), within(1e-6 * expected(key))));
  }

  @Test
  void calibrationOfTheCarProbability() {
    CalibrationBins bins = new CalibrationBins(15);
    ExactSum squares = new ExactSum();
    ExactSum intersection = new ExactSum();
    long truth = 0;
    long pixels = 0;
    for (ScoredPixels image : IMAGES) {
      float[] probabilities = new float[image.pixels()];
      for (int i = 0; i < probabilities.length; i++) {
        float p = (float) (1 / (1 + Math.exp(-(double) image.scores()[i])));
        probabilities[i] = p;
        squares.add((double) p * p);
        intersection.add((double) p * image.truth()[i]);
        truth += image.truth()[i];
      }
      bins.add(probabilities, image.truth(), image.pixels());
      pixels += image.pixels();
    }
    double ece = expected("ece_15_equal_width_positive_class");
    assertThat(Calibration.ece(bins)).isCloseTo(ece, within(1e-8 * ece));
    double brier = expected("brier");
    assertThat(Calibration.brier(squares.value(), intersection.value(), truth, pixels))
        .isCloseTo(brier, within(1e-8 * brier));
  }
}
