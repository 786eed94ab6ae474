package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.maskwise.image.ScoreCases.Image;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.law.Property;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.oracle.NaiveCalibration;
import dev.maskwise.oracle.NaiveConfusion;
import dev.maskwise.oracle.NaiveHistogram;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.SoftSums;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.ScoreHistogram.Bin;
import dev.maskwise.statistic.SoftOverlap;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of the judges against the oracle. */
class ScoreJudgeTest {
  private static final int MODELS = 3;

  private static void close(double actual, double expected, String what) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat(actual).as(what).isCloseTo(expected, offset(1e-6 * Math.abs(expected)));
    }
  }

  private static void check(ScoreRules rules, NaiveImage naive, Image image, ScoredImage judged) {
    boolean binary = rules.task() == Task.BINARY;
    int classes = binary ? 2 : ScoreCases.CLASSES;
    assertThat(judged.counts())
        .isEqualTo(
            ConfusionMatrix.of(
                classes,
                new NaiveConfusion(naive.truth(), predicted(rules, naive), classes, -1).matrix));
    ScoreStatistics statistics = judged.statistics();
    assertThat(statistics.classes()).isEqualTo(rules.channels());
    for (int channel = 0; channel < rules.channels(); channel++) {
      int c = binary ? 1 : channel;
      SoftOverlap overlap = statistics.overlap(channel);
      SoftSums sums = NaiveLosses.soft(naive, c);
      assertThat(overlap.pixels()).isEqualTo(naive.pixels());
      close((double) overlap.truthCardinality(), sums.truth(), "Σy");
      close(overlap.intersection(), sums.intersection(), "Σpy");
      close(overlap.predictionCardinality(), sums.prediction(), "Σp");
      close(overlap.predictionSquares(), sums.squares(), "Σp²");
      close(
          statistics.lovasz(LovaszKind.SOFTMAX, channel),
          NaiveLosses.lovaszSoftmax(naive, c),
          "Lovász-softmax");
    }
    boolean hinge = binary && rules.kind() == ScoreKind.LOGIT;
    close(
        statistics.lovasz(LovaszKind.HINGE, 0),
        hinge ? NaiveLosses.lovaszHinge(naive) : Double.NaN,
        "the hinge");
    PixelLosses losses = statistics.pixelLosses();
    assertThat(losses.allPixels()).isEqualTo(image.labels().length);
    assertThat(losses.gammas()).containsExactly(0, 0.5f, 2, 4.5f);
    for (int c = 0; c < classes; c++) {
      assertThat(losses.pixels(c)).isEqualTo((long) sum(naive.isClass(c)));
      for (float gamma : losses.gammas()) {
        close(
            losses.sum(gamma, c),
            NaiveLosses.focalSum(naive, gamma, c),
            "γ = " + gamma + ", class " + c);
      }
    }
    ScoreDistribution distribution = judged.noScores();
    judged.addTo(distribution);
    checkDistribution(rules, naive, distribution);
  }

  private static int[] predicted(ScoreRules rules, NaiveImage naive) {
    if (rules.task() == Task.MULTICLASS) {
      return naive.predicted();
    }
    double threshold = rules.task() == Task.BINARY ? rules.thresholds().get(0) : Double.NaN;
    return naive.predicted(
        rules.operator() == ThresholdOperator.GE
            ? score -> score >= threshold
            : score -> score > threshold);
  }

  private static void checkDistribution(
      ScoreRules rules, NaiveImage naive, ScoreDistribution distribution) {
    int n = naive.pixels();
    boolean binary = rules.task() == Task.BINARY;
    assertThat(distribution.classes()).isEqualTo(rules.channels());
    for (int channel = 0; channel < rules.channels(); channel++) {
      int c = binary ? 1 : channel;
      byte[] truth = naive.isClass(c);
      List<Bin> expected =
          NaiveHistogram.bins(floats(naive.ranked(c)), truth, ScoreCases.BITS, Bin::new);
      ScoreHistogram histogram = distribution.histogram(channel);
      if (binary || rules.kind() == ScoreKind.PROBABILITY) {
        assertThat(histogram.bins()).isEqualTo(expected);
      } else {
        // Probabilities differ by their rounding, which can move one into the next bin.
        assertThat(histogram.foreground()).isEqualTo((long) sum(truth));
        assertThat(histogram.background()).isEqualTo((long) (n - sum(truth)));
        close(last(histogram.bins()), last(expected), "the highest probability");
      }
      checkCalibration(floats(naive.probabilities(c)), truth, distribution.calibration(channel));
    }
    CalibrationBins topLabel = distribution.topLabel();
    assertThat(topLabel == null).isEqualTo(binary);
    if (topLabel != null) {
      checkCalibration(floats(naive.confidences()), naive.right(), topLabel);
    }
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static double sum(byte[] truth) {
    return IntStream.range(0, truth.length).map(i -> truth[i]).sum();
  }

  private static double last(List<Bin> bins) {
    return bins.isEmpty() ? Double.NaN : bins.get(bins.size() - 1).highest();
  }

  private static void checkCalibration(float[] p, byte[] positive, CalibrationBins bins) {
    assertThat(bins.bins()).isEqualTo(ScoreCases.BINS);
    for (int b = 0; b < bins.bins(); b++) {
      int bin = b;
      int[] in =
          IntStream.range(0, p.length)
              .filter(i -> NaiveCalibration.bin(p[i], ScoreCases.BINS) == bin)
              .toArray();
      assertThat(bins.pixels(b)).isEqualTo(in.length);
      assertThat(bins.positives(b)).isEqualTo(IntStream.of(in).map(i -> positive[i]).sum());
      close(
          bins.probabilitySum(b).value(),
          IntStream.of(in).mapToDouble(i -> p[i]).sum(),
          "Σ of bin");
    }
  }

  /** One judge sees all images, of many sizes, and rejects another before each. */
  @ParameterizedTest
  @CsvSource({
    "BINARY, LOGIT, GE",
    "BINARY, LOGIT, GT",
    "BINARY, PROBABILITY, GE",
    "BINARY, PROBABILITY, GT",
    "MULTICLASS, LOGIT, GE",
    "MULTICLASS, PROBABILITY, GE"
  })
  void equalsTheOracle(Task task, ScoreKind kind, ThresholdOperator operator) {
    ScoreRules rules = ScoreCases.rules(task, kind, operator);
    ScoreJudge judge = new ScoreJudge(rules);
    Property.forAll(
        41,
        60,
        random -> ScoreCases.image(rules, random.nextInt(1, MODELS + 1), random),
        image -> {
          int last = image.models().size() - 1;
          ScoreCases.assertRejected(judge, ScoreCases.image(rules, last + 1, random(image)), last);
          List<ScoredImage> judged = image.judgedBy(judge);
          assertThat(judged).hasSize(last + 1);
          for (int m = 0; m <= last; m++) {
            check(rules, image.naive(rules, m), image, judged.get(m));
          }
        });
  }

  private static SplittableRandom random(Image image) {
    return new SplittableRandom(image.labels().length);
  }

  /** The judge's buffers hold what came before; nothing of it shows. */
  @ParameterizedTest
  @CsvSource({"BINARY, LOGIT", "MULTICLASS, LOGIT", "MULTICLASS, PROBABILITY"})
  void aDistributionIsThatOfItsImages(Task task, ScoreKind kind) throws Exception {
    ScoreRules rules = ScoreCases.rules(task, kind, ThresholdOperator.GE);
    SplittableRandom random = new SplittableRandom(42);
    ScoreJudge judge = new ScoreJudge(rules);
    ScoreDistribution all = judged(judge, ScoreCases.image(rules, 1, random)).noScores();
    ScoreDistribution merged = all.empty();
    for (int i = 0; i < 20; i++) {
      Image image = ScoreCases.image(rules, 1, random);
      judged(judge, image).addTo(all);
      ScoredImage alone = judged(new ScoreJudge(rules), image);
      ScoreDistribution one = alone.noScores();
      alone.addTo(one);
      merged.add(one);
      assertThat(judged(judge, image).statistics().pixelLosses())
          .isEqualTo(alone.statistics().pixelLosses());
      assertThat(judged(judge, image).statistics().overlaps())
          .isEqualTo(alone.statistics().overlaps());
      ScoreCases.assertRejected(judge, ScoreCases.image(rules, 2, random), 1);
    }
    assertThat(all).isEqualTo(merged);
  }

  private static ScoredImage judged(ScoreJudge judge, Image image) throws Exception {
    return image.judgedBy(judge).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY, LOGIT",
    "BINARY, PROBABILITY",
    "MULTICLASS, LOGIT",
    "MULTICLASS, PROBABILITY"
  })
  void anImageOfIgnoredPixelsIsUndefined(Task task, ScoreKind kind) throws Exception {
    ScoreRules rules = ScoreCases.rules(task, kind, ThresholdOperator.GE);
    float[][] planes = new float[rules.channels()][6];
    for (float[] plane : planes) {
      Arrays.fill(plane, Float.NaN);
    }
    int[] labels = new int[6];
    Arrays.fill(labels, ScoreCases.IGNORE);
    ScoredImage judged =
        judged(new ScoreJudge(rules), new Image(3, labels, List.<float[][]>of(planes)));
    assertThat(judged.counts().total()).isZero();
    assertThat(judged.statistics().pixelLosses().allPixels()).isEqualTo(6);
    for (LovaszKind errors : LovaszKind.values()) {
      assertThat(judged.statistics().lovasz(errors, 0)).isNaN();
    }
    rules
        .losses()
        .forEach(
            loss ->
                assertThat(loss.overClasses(judged.statistics(), Policy.undefined()))
                    .as(loss.name())
                    .isNaN());
    ScoreDistribution distribution = judged.noScores();
    judged.addTo(distribution);
    assertThat(distribution).isEqualTo(judged.noScores());
  }

  /** The background is 0, and every other label the foreground. */
  @Test
  void everyLabelButZero() throws Exception {
    ScoreRules some = ScoreCases.rules(Task.BINARY, ScoreKind.LOGIT, ThresholdOperator.GE);
    ScoreRules rules =
        new ScoreRules(
            Task.BINARY,
            some.kind(),
            6,
            -1,
            5,
            List.of(-1.25),
            some.operator(),
            -100,
            some.losses(),
            4,
            3,
            ClosedSide.LEFT);
    float[][] planes = {{-1.25f, -1.5f, 3, 2, -7, 1}};
    ScoredImage judged =
        judged(
            new ScoreJudge(rules),
            new Image(2, new int[] {0, 4, 5, 1, 0, 3}, List.<float[][]>of(planes)));
    assertThat(judged.counts()).isEqualTo(ConfusionMatrix.of(2, new long[] {1, 1, 1, 2}));
  }
}
