package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.maskwise.image.ScoreCases.Image;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.law.Property;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.NaiveScoreHistogram;
import dev.maskwise.statistic.PixelLosses;
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

  private static void check(ScoreRules rules, NaiveJudge naive, Image image, ScoredImage judged) {
    int classes = rules.task() == Task.BINARY ? 2 : ScoreCases.CLASSES;
    assertThat(judged.confusion()).isEqualTo(ConfusionMatrix.of(classes, naive.confusion(classes)));
    ScoreStatistics statistics = judged.statistics();
    assertThat(statistics.classes()).isEqualTo(rules.channels());
    for (int c = 0; c < rules.channels(); c++) {
      SoftOverlap overlap = statistics.overlap(c);
      assertThat(overlap.pixels()).isEqualTo(naive.truth.length);
      close((double) overlap.truthCardinality(), naive.sum(c, 0, true), "Σy");
      close(overlap.intersection(), naive.sum(c, 1, true), "Σpy");
      close(overlap.predictionCardinality(), naive.sum(c, 1, false), "Σp");
      close(overlap.predictionSquares(), naive.sum(c, 2, false), "Σp²");
      close(statistics.lovasz(LovaszKind.SOFTMAX, c), naive.softmax(c), "Lovász-softmax");
    }
    boolean hinge = rules.task() == Task.BINARY && rules.kind() == ScoreKind.LOGIT;
    close(statistics.lovasz(LovaszKind.HINGE, 0), hinge ? naive.hinge() : Double.NaN, "the hinge");
    PixelLosses losses = statistics.pixelLosses();
    assertThat(losses.allPixels()).isEqualTo(image.labels().length);
    assertThat(losses.gammas()).containsExactly(0, 0.5f, 2, 4.5f);
    for (int c = 0; c < classes; c++) {
      int trueClass = c;
      assertThat(losses.pixels(c))
          .isEqualTo(IntStream.of(naive.truth).filter(t -> t == trueClass).count());
      for (float gamma : losses.gammas()) {
        close(losses.sum(gamma, c), naive.focal(gamma, c), "γ = " + gamma + ", class " + c);
      }
    }
    ScoreDistribution distribution = judged.noScores();
    judged.addTo(distribution);
    checkDistribution(rules, naive, distribution);
  }

  private static void checkDistribution(
      ScoreRules rules, NaiveJudge naive, ScoreDistribution distribution) {
    int n = naive.truth.length;
    assertThat(distribution.classes()).isEqualTo(rules.channels());
    for (int c = 0; c < rules.channels(); c++) {
      float[] scores = new float[n];
      float[] p = new float[n];
      for (int i = 0; i < n; i++) {
        p[i] = (float) naive.p[i][c];
        scores[i] = rules.task() == Task.BINARY ? naive.scores[i][c] : p[i];
      }
      byte[] truth = naive.isClass(c);
      List<Bin> expected =
          NaiveScoreHistogram.bins(new ScoredPixels(scores, truth), ScoreCases.BITS);
      List<Bin> bins = distribution.histogram(c).bins();
      if (rules.task() == Task.BINARY || rules.kind() == ScoreKind.PROBABILITY) {
        assertThat(bins).isEqualTo(expected);
      } else {
        // Probabilities differ by their rounding, which can move one into the next bin.
        assertThat(distribution.histogram(c).foreground()).isEqualTo((long) sum(truth));
        assertThat(distribution.histogram(c).background()).isEqualTo((long) (n - sum(truth)));
        close(last(bins), last(expected), "the highest probability");
      }
      checkCalibration(p, truth, distribution.calibration(c));
    }
    CalibrationBins topLabel = distribution.topLabel();
    assertThat(topLabel == null).isEqualTo(rules.task() == Task.BINARY);
    if (topLabel != null) {
      float[] confidence = new float[n];
      byte[] right = new byte[n];
      for (int i = 0; i < n; i++) {
        confidence[i] = (float) naive.p[i][naive.predicted(i)];
        right[i] = (byte) (naive.predicted(i) == naive.truth[i] ? 1 : 0);
      }
      checkCalibration(confidence, right, topLabel);
    }
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
              .filter(i -> Math.min((int) ((double) p[i] * ScoreCases.BINS), 8) == bin)
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
            check(
                rules,
                new NaiveJudge(rules, image.labels(), image.models().get(m)),
                image,
                judged.get(m));
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
    assertThat(judged.confusion().total()).isZero();
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
            -1.25,
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
    assertThat(judged.confusion()).isEqualTo(ConfusionMatrix.of(2, new long[] {1, 1, 1, 2}));
  }
}
