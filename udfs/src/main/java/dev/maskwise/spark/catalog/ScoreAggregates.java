package dev.maskwise.spark.catalog;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.curve.HistogramLovasz;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.SoftOverlap;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Scores of one class over many images. */
final class ScoreAggregates {
  private static final int DEFAULT_BINS = 15;

  private static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.scores(), SqlArgument.truthMask(), SqlArgument.ignore(), SqlArgument.score());

  private static final String LEFT_OUT = " Images with a null are left out.";

  private static final String TWO_IMAGES =
      " FROM VALUES (X'0000000000000040', X'0100'), (X'0000803F', X'01') AS images(logits, truth)";

  private static final String PROBABILITIES =
      " FROM VALUES (array(0.5F, 0.25F), X'0100'), (array(1F), X'01') AS images(p, truth)";

  static final List<SqlFunction> ALL =
      List.of(
          StatisticAggregate.function(
              "Milletari et al. 2016, V-Net, §3",
              "soft_overlap_agg",
              "The sums of soft_overlap over the images of a data set, added exactly, as a state for"
                  + " soft_overlap_sums."
                  + LEFT_OUT,
              ARGUMENTS,
              StateKind.RESULT,
              "SELECT soft_dice_loss(soft_overlap_sums(soft_overlap_agg(p, truth, -1,"
                  + " 'probability')), 'eps=0')"
                  + PROBABILITIES,
              "0.19999999999999996",
              StateKind.SOFT_OVERLAP.fold("soft_overlap_agg", ScoreAggregates::softOverlap),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              "Milletari et al. 2016, V-Net, §3",
              "soft_overlap_merge",
              "The state of all images together from states of some, or from the sums of single"
                  + " images. Nulls are left out.",
              List.of(
                  SqlArgument.either(
                      "state",
                      DataTypes.BinaryType,
                      SoftOverlapFunctions.OVERLAP,
                      "from %s; or the struct of soft_overlap, or one of multiclass_soft_overlap"
                          .formatted(StateKind.SOFT_OVERLAP.sources()))),
              StateKind.RESULT,
              "SELECT soft_overlap_sums(soft_overlap_merge(soft_overlap(p, truth, -1,"
                  + " 'probability'))).intersection"
                  + PROBABILITIES,
              "1.5",
              StateKind.SOFT_OVERLAP.fold("soft_overlap_merge", ScoreAggregates::softOverlapState),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              "pixel_losses_agg",
              "The losses (1 − p_t)^γ·CE of the pixels of a data set for γ = 0, cross-entropy, and"
                  + " for gamma, by true class, added exactly over images, as a state for"
                  + " dataset_cross_entropy and dataset_focal_loss."
                  + LEFT_OUT,
              List.of(
                  SqlArgument.scores(),
                  SqlArgument.truthMask(),
                  gamma(),
                  SqlArgument.ignore(),
                  SqlArgument.score()),
              StateKind.RESULT,
              "SELECT round(dataset_cross_entropy(pixel_losses_agg(p, truth, 2, -1,"
                  + " 'probability')), 6)"
                  + PROBABILITIES,
              "0.326943",
              StateKind.PIXEL_LOSSES.fold("pixel_losses_agg", ScoreAggregates::pixelLosses),
              DataTypes.BinaryType),
          StateKind.PIXEL_LOSSES.merge(
              "pixel_losses_merge",
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              "SELECT round(dataset_cross_entropy(pixel_losses_merge(state)), 6) FROM (SELECT"
                  + " pixel_losses_agg(p, truth, 2, -1, 'probability') AS state"
                  + PROBABILITIES
                  + " GROUP BY truth)",
              "0.326943"),
          StatisticAggregate.function(
              "Naeini et al. 2015, §2",
              "calibration_agg",
              "The probabilities of a data set in equal bins, with the pixels, the foreground and the"
                  + " sum of the probabilities of each, as a state for ece."
                  + LEFT_OUT,
              List.of(
                  SqlArgument.scores(),
                  SqlArgument.truthMask(),
                  SqlArgument.ignore(),
                  SqlArgument.score(),
                  SqlArgument.integer("bins", "how many, from 1 to 4096, each closed on the left")
                      .orElse(DEFAULT_BINS)),
              StateKind.RESULT,
              "SELECT ece(calibration_agg(p, truth, -1, 'probability', 2))" + PROBABILITIES,
              "0.25",
              StateKind.CALIBRATION.fold("calibration_agg", ScoreAggregates::calibration),
              DataTypes.BinaryType),
          StateKind.CALIBRATION.merge(
              "calibration_merge",
              "Naeini et al. 2015, §2",
              "SELECT ece(calibration_merge(state)) FROM (SELECT calibration_agg(p, truth, -1,"
                  + " 'probability') AS state"
                  + PROBABILITIES
                  + " GROUP BY truth)",
              "0.25"),
          StatisticAggregate.function(
              ScoreHistograms.SOURCE,
              "score_histogram_agg",
              "The scores of a data set by truth, in bins as fine as bits says, as a state for auroc,"
                  + " average_precision, best_threshold, best_iou, best_dice and"
                  + " dataset_lovasz_hinge. Takes about 2.5 MB a group."
                  + LEFT_OUT,
              List.of(
                  SqlArgument.either(
                      "scores",
                      DataTypes.BinaryType,
                      DataTypes.createArrayType(DataTypes.FloatType),
                      "a logit or probability a pixel: float32 in little-endian order, or an array"),
                  SqlArgument.truthMask(),
                  SqlArgument.ignore(),
                  ScoreHistograms.bits(ScoreHistogram.DEFAULT_BITS)),
              StateKind.RESULT,
              "SELECT auroc(score_histogram_agg(logits, truth))" + TWO_IMAGES,
              "0.0",
              new Aggregation<>(
                  ScoreHistogram.TYPE,
                  (memory, row) -> addScores("score_histogram_agg", memory, row),
                  ScoreHistogram.TYPE::encode),
              DataTypes.BinaryType),
          StateKind.SCORE_HISTOGRAM.merge(
              "score_histogram_merge",
              ScoreHistograms.SOURCE,
              "SELECT dataset_lovasz_hinge(score_histogram_merge(state)) FROM (SELECT"
                  + " score_histogram_agg(logits, truth) AS state"
                  + TWO_IMAGES
                  + " GROUP BY truth)",
              "1.3333333333333333"),
          StatisticAggregate.function(
              ScoreHistograms.SOURCE,
              "lovasz_hinge_agg",
              "The Lovász hinge over the pixels of all images of a data set, ranked together, which"
                  + " is not the mean of lovasz_hinge over images. From a histogram of the logits:"
                  + " within (1 + value)·2^−(bits + 1) of the exact number. Null without a valid"
                  + " pixel."
                  + LEFT_OUT,
              List.of(
                  SqlArgument.logits(),
                  SqlArgument.truthMask(),
                  SqlArgument.ignore(),
                  ScoreHistograms.bits(ScoreHistogram.DEFAULT_BITS)),
              "a double in units of the logit, [0, ∞)",
              "SELECT lovasz_hinge_agg(logits, truth)" + TWO_IMAGES,
              "1.3333333333333333",
              new Aggregation<>(
                  ScoreHistogram.TYPE,
                  (memory, row) -> addScores("lovasz_hinge_agg", memory, row),
                  memory -> ScoreFunctions.defined(HistogramLovasz.hinge(memory).value())),
              DataTypes.DoubleType));

  private ScoreAggregates() {}

  static SqlArgument gamma() {
    return SqlArgument.number("gamma", "the exponent γ, from 0 to 1000, beside 0").orElse(2.0);
  }

  /** 0, and another exponent if there is one. */
  static float[] gammas(String function, double gamma) {
    float exponent = ScoreFunctions.exponent(function, gamma);
    return exponent == 0 ? new float[] {0} : new float[] {0, exponent};
  }

  private static SoftOverlap softOverlap(Object[] row) {
    return ScoreFunctions.read(
            "soft_overlap_agg", row[0], (byte[]) row[1], (int) row[2], (UTF8String) row[3])
        .softOverlap();
  }

  private static SoftOverlap softOverlapState(Object[] row) {
    if (row[0] instanceof byte[] state) {
      return StateKind.SOFT_OVERLAP.decode("soft_overlap_merge", state);
    }
    SoftOverlap overlap = SoftOverlapFunctions.overlap("soft_overlap_merge", (InternalRow) row[0]);
    return overlap == null ? new SoftOverlap() : overlap;
  }

  private static PixelLosses pixelLosses(Object[] row) {
    String function = "pixel_losses_agg";
    float[] gammas = gammas(function, (double) row[2]);
    return ScoreFunctions.read(function, row[0], (byte[]) row[1], (int) row[3], (UTF8String) row[4])
        .pixelLosses(gammas);
  }

  private static CalibrationBins calibration(Object[] row) {
    String function = "calibration_agg";
    int count = (int) row[4];
    if (count < 1 || count > CalibrationBins.MAX_BINS) {
      throw new Refusal(
          function, "bins are from 1 to %d, not %d.".formatted(CalibrationBins.MAX_BINS, count));
    }
    CalibrationBins bins = new CalibrationBins(count);
    ScoreFunctions.read(function, row[0], (byte[]) row[1], (int) row[2], (UTF8String) row[3])
        .addTo(bins, 0);
    return bins;
  }

  private static ScoreHistogram addScores(String function, ScoreHistogram memory, Object[] row) {
    ScoreHistogram scores = ScoreHistograms.ofBits(function, memory, (int) row[3]);
    // Any finite number is a logit, so probabilities are read alike.
    return ImageArguments.scores(function, row[0], (byte[]) row[1], (int) row[2], ScoreKind.LOGIT)
        .addTo(scores, 0);
  }
}
