package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.ScoredImage;
import dev.maskwise.kernel.lovasz.NaiveLovasz;
import dev.maskwise.law.Property;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.spark.catalog.ScoredImages.Image;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.SoftOverlap;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The losses of an image: to the bit what the jobs compute, and nearly what double arithmetic does.
 */
class JudgedLossesTest {
  private static final int IGNORE = ScoredImages.IGNORE;
  private static final int CLASSES = ScoredImages.CLASSES;
  private static final int CASES = 150;
  private static final UTF8String NONE = UTF8String.EMPTY_UTF8;
  private static final CallLoss TVERSKY = new CallLoss("tversky_loss", List.of("alpha", "beta"));
  private static final CallLoss FOCAL =
      new CallLoss("focal_tversky_loss", List.of("alpha", "beta", "gamma"));

  private static UTF8String word(String text) {
    return UTF8String.fromString(text);
  }

  /** A loss of the jobs; null where it is undefined, as in SQL. */
  private static @Nullable Double loss(String spec, Task task, ScoreKind kind, ScoredImage image) {
    double value =
        ScoreLosses.parse(spec, task, kind, CLASSES)
            .overClasses(image.statistics(), Policy.undefined());
    return Double.isNaN(value) ? null : value;
  }

  /** A loss of SQL. */
  private static @Nullable Double loss(String name, Object overlap, String parameters) {
    return SoftOverlapFunctions.loss(new CallLoss(name, List.of()), overlap, word(parameters));
  }

  private static void assertRegionLosses(
      Object overlap, Task task, ScoreKind kind, ScoredImage image) {
    for (String parameters : new String[] {"", "eps=0.01,squared=true", "absent=skip"}) {
      for (String name : new String[] {"soft_dice_loss", "soft_iou_loss"}) {
        assertThat(loss(name, overlap, parameters))
            .isEqualTo(
                loss(
                    parameters.isEmpty() ? name : name + "(" + parameters + ")",
                    task,
                    kind,
                    image));
      }
    }
    assertThat(SoftOverlapFunctions.loss(TVERSKY, overlap, 0.2, 1, NONE))
        .isEqualTo(loss("tversky_loss(alpha=0.2,beta=1)", task, kind, image));
    assertThat(SoftOverlapFunctions.loss(FOCAL, overlap, 0.2, 1e-9, 2, word("smooth=1")))
        .isEqualTo(
            loss("focal_tversky_loss(alpha=0.2,beta=1e-9,gamma=2,smooth=1)", task, kind, image));
  }

  private static void assertOverlap(InternalRow row, SoftOverlap overlap) {
    assertThat(row.getDouble(0)).isEqualTo(overlap.intersection());
    assertThat(row.getLong(1)).isEqualTo(overlap.truthCardinality());
    assertThat(row.getDouble(2)).isEqualTo(overlap.predictionCardinality());
    assertThat(row.getDouble(3)).isEqualTo(overlap.predictionSquares());
    assertThat(row.getLong(4)).isEqualTo(overlap.pixels());
  }

  @ParameterizedTest
  @EnumSource
  void oneClass(ScoreKind kind) {
    ScoreRules rules = ScoredImages.rules(Task.BINARY, kind);
    UTF8String score = word(kind.label());
    Property.forAll(
        21,
        CASES,
        random -> ScoredImages.next(Task.BINARY, kind, random),
        image -> {
          ScoredImage judged = image.judged(rules);
          byte[] scores = image.scores();
          byte[] truth = image.truth();
          assertThat(PixelLossFunctions.crossEntropy(scores, truth, IGNORE, score))
              .isEqualTo(loss("cross_entropy", Task.BINARY, kind, judged));
          assertThat(PixelLossFunctions.focalLoss(scores, truth, 0.5, 0.3, IGNORE, score))
              .isEqualTo(loss("focal_loss(gamma=0.5,alpha=0.3)", Task.BINARY, kind, judged));
          InternalRow overlap = SoftOverlapFunctions.softOverlap(scores, truth, IGNORE, score);
          assertOverlap(overlap, judged.statistics().overlap(0));
          assertRegionLosses(overlap, Task.BINARY, kind, judged);
          SoftOverlap sums = judged.statistics().overlap(0);
          double brier =
              Calibration.brier(
                  sums.predictionSquares(),
                  sums.intersection(),
                  sums.truthCardinality(),
                  sums.pixels());
          assertThat(SoftOverlapFunctions.brier(overlap))
              .isEqualTo(Double.isNaN(brier) ? null : brier);
          if (kind == ScoreKind.LOGIT) {
            assertThat(LovaszFunctions.lovaszHinge(scores, truth, IGNORE))
                .isEqualTo(loss("lovasz_hinge", Task.BINARY, kind, judged));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void manyClasses(ScoreKind kind) {
    ScoreRules rules = ScoredImages.rules(Task.MULTICLASS, kind);
    UTF8String score = word(kind.label());
    Property.forAll(
        22,
        CASES,
        random -> ScoredImages.next(Task.MULTICLASS, kind, random),
        image -> {
          ScoredImage judged = image.judged(rules);
          byte[] scores = image.scores();
          byte[] truth = image.truth();
          assertThat(
                  PixelLossFunctions.multiclassCrossEntropy(scores, truth, CLASSES, IGNORE, score))
              .isEqualTo(loss("cross_entropy", Task.MULTICLASS, kind, judged));
          assertThat(
                  PixelLossFunctions.multiclassFocalLoss(scores, truth, CLASSES, 2, IGNORE, score))
              .isEqualTo(loss("focal_loss", Task.MULTICLASS, kind, judged));
          for (String averaged : new String[] {"present", "all"}) {
            assertThat(
                    LovaszFunctions.lovaszSoftmax(
                        scores, truth, CLASSES, IGNORE, score, word(averaged)))
                .isEqualTo(
                    loss(
                        "lovasz_softmax(classes=" + averaged + ")", Task.MULTICLASS, kind, judged));
          }
          ArrayData overlaps =
              SoftOverlapFunctions.multiclassSoftOverlap(scores, truth, CLASSES, IGNORE, score);
          for (int c = 0; c < CLASSES; c++) {
            assertOverlap(overlaps.getStruct(c, 5), judged.statistics().overlap(c));
          }
          assertRegionLosses(overlaps, Task.MULTICLASS, kind, judged);
          assertThat(loss("soft_dice_loss", overlaps, "classes=joint"))
              .isEqualTo(loss("soft_dice_loss(classes=joint)", Task.MULTICLASS, kind, judged));
        });
  }

  @ParameterizedTest
  @EnumSource
  void predictionsAreThoseOfTheJobs(Task task) {
    if (task == Task.LABELS) {
      return;
    }
    ScoreRules rules = ScoredImages.rules(task, ScoreKind.PROBABILITY);
    Property.forAll(
        23,
        CASES,
        random -> finite(ScoredImages.next(task, ScoreKind.PROBABILITY, random)),
        image -> {
          int classes = task == Task.BINARY ? 2 : CLASSES;
          byte[] truth = image.truth();
          for (int i = 0; i < truth.length && task == Task.BINARY; i++) {
            truth[i] = (byte) Math.min(1, truth[i]);
          }
          byte[] prediction =
              task == Task.BINARY
                  ? MaskFunctions.maskOfScores(image.scores(), 0.5)
                  : MaskFunctions.labelsOfScores(image.scores(), CLASSES);
          byte[] state = ConfusionFunctions.confusion(truth, prediction, classes, -1);
          assertThat(ConfusionMatrix.TYPE.decode(state)).isEqualTo(image.judged(rules).confusion());
        });
  }

  /** The image with numbers and labels where it has none. */
  private static Image finite(Image image) {
    for (int i = 0; i < image.truth().length; i++) {
      if (image.truth()[i] == (byte) IGNORE) {
        image.truth()[i] = 0;
        for (int c = 0; c < image.planes().length; c++) {
          image.planes()[c][i] = c == 0 ? 1 : 0;
        }
      }
    }
    return image;
  }

  @ParameterizedTest
  @EnumSource
  void doubleArithmeticAgrees(ScoreKind kind) {
    UTF8String score = word(kind.label());
    Property.forAll(
        24,
        CASES,
        random -> finite(ScoredImages.next(Task.MULTICLASS, kind, random)),
        image -> {
          int pixels = image.truth().length;
          double[][] p = new double[CLASSES][pixels];
          double crossEntropy = 0;
          double focal = 0;
          for (int i = 0; i < pixels; i++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
              float s = image.planes()[c][i];
              p[c][i] = kind == ScoreKind.LOGIT ? Math.exp(s) : s;
              sum += p[c][i];
            }
            for (int c = 0; c < CLASSES && kind == ScoreKind.LOGIT; c++) {
              p[c][i] /= sum;
            }
            double pt = p[image.truth()[i]][i];
            double loss = -Math.max(Math.log(pt), -100);
            crossEntropy += loss / pixels;
            focal += Math.pow(1 - pt, 2) * loss / pixels;
          }
          double lovasz = 0;
          double dice = 0;
          for (int c = 0; c < CLASSES; c++) {
            byte[] y = new byte[pixels];
            double intersection = 0;
            double both = 1e-6;
            for (int i = 0; i < pixels; i++) {
              y[i] = (byte) (image.truth()[i] == c ? 1 : 0);
              intersection += y[i] * p[c][i];
              both += y[i] + p[c][i];
            }
            double[] pc = p[c];
            lovasz += NaiveLovasz.value(i -> Math.abs(y[i] - pc[i]), y) / CLASSES;
            dice += (1 - 2 * intersection / both) / CLASSES;
          }
          byte[] scores = image.scores();
          byte[] truth = image.truth();
          assertThat(PixelLossFunctions.multiclassCrossEntropy(scores, truth, CLASSES, -1, score))
              .isCloseTo(crossEntropy, within(2e-6 * (1 + crossEntropy)));
          assertThat(PixelLossFunctions.multiclassFocalLoss(scores, truth, CLASSES, 2, -1, score))
              .isCloseTo(focal, within(2e-6 * (1 + focal)));
          assertThat(
                  loss(
                      "soft_dice_loss",
                      SoftOverlapFunctions.multiclassSoftOverlap(scores, truth, CLASSES, -1, score),
                      ""))
              .isCloseTo(dice, within(1e-6));
          if (present(truth) == CLASSES) {
            assertThat(
                    LovaszFunctions.lovaszSoftmax(scores, truth, CLASSES, -1, score, word("all")))
                .isCloseTo(lovasz, within(1e-6));
          }
        });
  }

  private static long present(byte[] truth) {
    return java.util.stream.IntStream.range(0, truth.length).map(i -> truth[i]).distinct().count();
  }
}
