package dev.maskwise.metric.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.metric.Interval;
import dev.maskwise.metric.curve.Calibration.Gaps;
import dev.maskwise.metric.curve.Calibration.Norm;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the intervals of curves cover: samples drawn from 101 frames of CamVid, of which the
 * score of a pixel is the share of two networks that take it for a class. What is printed stands in
 * docs/statistics.md.
 */
@Tag("slow")
class CurveCoverageTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final int IGNORE = 11;
  private static final int ROAD = 3;
  private static final int CAR = 8;
  private static final int GROUPS = 20;
  private static final int ROUNDS = 1000;
  private static final String[] NAMES = {"AUROC", "average precision", "best IoU", "ECE"};

  /** For each class the frames. */
  private static final List<List<Scores>> CLASSES = List.of(new ArrayList<>(), new ArrayList<>());

  /** Where the scores of some pixels lie. */
  private record Scores(ScoreHistogram histogram, CalibrationBins bins) {
    Scores() {
      this(new ScoreHistogram(0), new CalibrationBins(15));
    }

    void add(Scores other) {
      histogram.add(other.histogram);
      bins.add(other.bins);
    }

    double[] numbers() {
      return new double[] {
        CurveMetrics.AUROC.value(histogram).value(),
        CurveMetrics.AVERAGE_PRECISION.value(histogram).value(),
        CurveMetrics.BEST_IOU.value(histogram).value(),
        CurveMetrics.ECE.value(new Gaps(bins, Norm.L1)).value()
      };
    }
  }

  @BeforeAll
  static void count() throws Exception {
    assumeTrue(Files.isDirectory(CAMVID), "no CamVid");
    try (Stream<Path> files = Files.list(CAMVID.resolve("truth"))) {
      for (Path file : files.sorted().toList()) {
        byte[] truth = labels("truth", file);
        byte[] base = labels("base", file);
        byte[] small = labels("small", file);
        CLASSES.get(0).add(scores(CAR, truth, base, small));
        CLASSES.get(1).add(scores(ROAD, truth, base, small));
      }
    }
  }

  private static byte[] labels(String folder, Path frame) throws Exception {
    byte[] png = Files.readAllBytes(CAMVID.resolve(folder).resolve(frame.getFileName()));
    try (LabelMapRows rows = PngRows.open(png, 1L << 24)) {
      byte[] labels = new byte[rows.width() * rows.height()];
      rows.read(labels, rows.height());
      return labels;
    }
  }

  private static Scores scores(int classId, byte[] truth, byte[] base, byte[] small) {
    float[] probabilities = new float[truth.length];
    byte[] foreground = new byte[truth.length];
    int pixels = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] != IGNORE) {
        float votes = (base[i] == classId ? 1 : 0) + (small[i] == classId ? 1 : 0);
        probabilities[pixels] = votes / 2;
        foreground[pixels++] = (byte) (truth[i] == classId ? 1 : 0);
      }
    }
    Scores scores = new Scores();
    scores.histogram().add(probabilities, foreground, pixels);
    scores.bins().add(probabilities, foreground, pixels);
    return scores;
  }

  @ParameterizedTest
  @CsvSource({"0, 101", "1, 101", "0, 400", "1, 400"})
  void independentImages(int classIndex, int images) {
    List<Scores> frames = CLASSES.get(classIndex);
    double[] truth = sum(frames, -1).numbers();
    int[] covered = new int[truth.length];
    Random random = new Random(images + classIndex);
    for (int round = 0; round < ROUNDS; round++) {
      List<Scores> groups = new ArrayList<>();
      Stream.generate(Scores::new).limit(GROUPS).forEach(groups::add);
      for (int draw = 0; draw < images; draw++) {
        groups.get(random.nextInt(GROUPS)).add(frames.get(random.nextInt(frames.size())));
      }
      Jackknife jackknife = new Jackknife(sum(groups, -1).numbers());
      for (int g = 0; g < GROUPS; g++) {
        if (groups.get(g).bins().total() > 0) {
          jackknife.add(sum(groups, g).numbers());
        }
      }
      List<@Nullable Estimate> estimates = jackknife.estimates();
      for (int i = 0; i < truth.length; i++) {
        Estimate estimate = estimates.get(i);
        Interval interval = estimate == null ? null : estimate.interval(0.95);
        if (interval != null && interval.low() <= truth[i] && truth[i] <= interval.high()) {
          covered[i]++;
        }
      }
    }
    for (int i = 0; i < covered.length; i++) {
      double share = covered[i] / (double) ROUNDS;
      System.out.printf(
          "%s, %d images: %s %.3f%n", classIndex == 0 ? "car" : "road", images, NAMES[i], share);
      assertThat(share).as(NAMES[i]).isBetween(0.85, 0.99);
    }
  }

  /** All but one; −1 leaves none out. */
  private static Scores sum(List<Scores> all, int left) {
    Scores sum = new Scores();
    for (int i = 0; i < all.size(); i++) {
      if (i != left) {
        sum.add(all.get(i));
      }
    }
    return sum;
  }
}
