package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.ScoreCases.Image;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.law.Property;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.ScoreHistogram;
import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is asked of an image by itself, as SQL asks it, is to the bit what a judge computes in one
 * go, as the jobs ask it. One image of each kind sees all cases.
 */
class AskedSinglyTest {
  private static final int CASES = 80;

  private static FloatBuffer scores(Image image) {
    float[][] planes = image.models().get(0);
    FloatBuffer all = FloatBuffer.allocate(planes.length * image.labels().length);
    for (float[] plane : planes) {
      all.put(plane);
    }
    return all.rewind();
  }

  /** One byte a pixel, 1 for what a binary judge takes for the foreground. */
  private static byte[] labels(Image image, Task task) {
    byte[] labels = new byte[image.labels().length];
    for (int i = 0; i < labels.length; i++) {
      int label = image.labels()[i];
      boolean kept = task == Task.MULTICLASS || label == ScoreCases.IGNORE;
      labels[i] = (byte) (kept ? label : label == ScoreCases.FOREGROUND ? 1 : 0);
    }
    return labels;
  }

  private static void assertSums(PixelLosses actual, PixelLosses all, float... gammas) {
    assertThat(actual.gammas()).containsExactly(gammas);
    assertThat(actual.allPixels()).isEqualTo(all.allPixels());
    for (int c = 0; c < all.classes(); c++) {
      assertThat(actual.pixels(c)).isEqualTo(all.pixels(c));
      for (float gamma : gammas) {
        assertThat(actual.sum(gamma, c)).isEqualTo(all.sum(gamma, c));
      }
    }
  }

  private static void assertDistribution(Scores scores, ScoredImage judged, int channels) {
    ScoreDistribution all = judged.noScores();
    judged.addTo(all);
    for (int c = 0; c < channels; c++) {
      assertThat(scores.addTo(new ScoreHistogram(ScoreCases.BITS), c)).isEqualTo(all.histogram(c));
      CalibrationBins bins = new CalibrationBins(ScoreCases.BINS);
      scores.addTo(bins, c);
      assertThat(bins).isEqualTo(all.calibration(c));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneClass(ScoreKind kind) {
    ScoreRules rules = ScoreCases.rules(Task.BINARY, kind, ThresholdOperator.GE);
    BinaryScores scores = new BinaryScores();
    Property.forAll(
        51,
        CASES,
        random -> ScoreCases.image(rules, 1, random),
        image -> {
          ScoredImage judged = image.judgedBy(new ScoreJudge(rules)).get(0);
          ScoreStatistics statistics = judged.statistics();
          PixelLosses losses = statistics.pixelLosses();
          scores.truth().read(labels(image, Task.BINARY), new LabelRange(0, ScoreCases.IGNORE));
          scores.read(scores(image), kind);
          assertSums(scores.pixelLosses(0, 2), losses, 0, 2);
          assertThat(scores.losses(4.5f)).containsExactly(losses.sum(4.5f, 0), losses.sum(4.5f, 1));
          if (kind == ScoreKind.LOGIT) {
            assertThat(scores.lovaszHinge())
                .isEqualTo((Double) statistics.lovasz(LovaszKind.HINGE, 0));
          }
          assertDistribution(scores, judged, 1);
          assertThat(scores.softOverlap()).isEqualTo(statistics.overlap(0));
          scores.read(scores(image), kind);
          assertThat(scores.softOverlap()).as("before all else").isEqualTo(statistics.overlap(0));
        });
  }

  @ParameterizedTest
  @EnumSource
  void manyClasses(ScoreKind kind) {
    ScoreRules rules = ScoreCases.rules(Task.MULTICLASS, kind, ThresholdOperator.GE);
    ClassScores scores = new ClassScores();
    LabelRange range = new LabelRange(ScoreCases.CLASSES, ScoreCases.IGNORE);
    Property.forAll(
        52,
        CASES,
        random -> ScoreCases.image(rules, 1, random),
        image -> {
          ScoredImage judged = image.judgedBy(new ScoreJudge(rules)).get(0);
          ScoreStatistics statistics = judged.statistics();
          scores.truth().read(labels(image, Task.MULTICLASS), range);
          scores.read(scores(image), kind);
          assertSums(scores.pixelLosses(0, 0.5f), statistics.pixelLosses(), 0, 0.5f);
          assertThat(scores.softOverlaps()).isEqualTo(statistics.overlaps());
          for (int c = 0; c < ScoreCases.CLASSES; c++) {
            assertThat(scores.lovaszSoftmax(c))
                .isEqualTo((Double) statistics.lovasz(LovaszKind.SOFTMAX, c));
            assertThat(scores.cardinalities()[c])
                .isEqualTo(judged.counts().overlap(c).truthCardinality());
          }
          assertSums(scores.pixelLosses(2), statistics.pixelLosses(), 2);
          assertDistribution(scores, judged, ScoreCases.CLASSES);
        });
  }

  /** The predictions, counted with the truth, are the judge's confusion. */
  @ParameterizedTest
  @EnumSource(names = {"BINARY", "MULTICLASS"})
  void predictions(Task task) {
    ScoreRules rules = ScoreCases.rules(task, ScoreKind.LOGIT, ThresholdOperator.GE);
    Property.forAll(
        53,
        CASES,
        random -> ScoreCases.image(rules, 1, random),
        image -> {
          float[][] planes = image.models().get(0);
          for (int i = 0; i < image.labels().length; i++) {
            for (float[] plane : planes) { // ignored pixels are predicted, too
              plane[i] = Float.isFinite(plane[i]) ? plane[i] : 0;
            }
          }
          boolean binary = task == Task.BINARY;
          byte[] prediction =
              binary
                  ? Predictions.mask(scores(image), rules.thresholds().get(0))
                  : Predictions.labels(scores(image), ScoreCases.CLASSES);
          assertThat(
                  RawLabels.confusion(
                      labels(image, task),
                      prediction,
                      binary ? 2 : ScoreCases.CLASSES,
                      ScoreCases.IGNORE))
              .isEqualTo(image.judgedBy(new ScoreJudge(rules)).get(0).counts());
        });
  }
}
