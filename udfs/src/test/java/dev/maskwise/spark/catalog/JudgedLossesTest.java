package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.law.Property;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The losses of an image: to the bit what the jobs make of the same sums. The sums themselves come
 * from one room, see AskedSinglyTest.
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
}
