package dev.maskwise.function.sql;

import dev.maskwise.metric.HistogramLovasz;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;

/** Scores of one class over many images. */
final class ScoreAggregates {
  private static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.logits(),
          SqlArgument.truthMask(),
          SqlArgument.ignore(),
          SqlArgument.optional(
              "bits",
              ScoreHistogram.DEFAULT_BITS,
              "of the mantissa that the scores of a bin share, from 0 to %d; the standard is %d"
                  .formatted(ScoreHistogram.MAX_BITS, ScoreHistogram.DEFAULT_BITS)));

  private static final String TWO_IMAGES =
      " FROM VALUES (X'0000000000000040', X'0100'), (X'0000803F', X'01') AS images(logits, truth)";

  private static final String SOURCE =
      "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1; ADR 10";

  static final List<SqlFunction> ALL =
      List.of(
          StatisticAggregate.function(
              SOURCE,
              "score_histogram_agg",
              "The scores of a data set by truth, in bins as fine as bits says, as a state for"
                  + " auroc, average_precision and dataset_lovasz_hinge. Takes about 2.5 MB a group."
                  + " Images with a null are left out.",
              ARGUMENTS,
              "binary: the versioned bytes of the histogram, readable by later releases",
              "SELECT auroc(score_histogram_agg(logits, truth))" + TWO_IMAGES,
              "0.0",
              new Fold<>(
                  ScoreHistogram.TYPE,
                  (memory, row) -> add("score_histogram_agg", memory, row),
                  ScoreHistogram.TYPE::encode),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              SOURCE,
              "score_histogram_merge",
              "The state of all images together from states of some. Nulls are left out.",
              List.of(
                  SqlArgument.binary(
                      "state", "from score_histogram_agg or score_histogram_merge, of equal bits")),
              "binary: the versioned bytes of the histogram",
              "SELECT dataset_lovasz_hinge(score_histogram_merge(state)) FROM (SELECT"
                  + " score_histogram_agg(logits, truth) AS state"
                  + TWO_IMAGES
                  + " GROUP BY truth)",
              "1.3333333333333333",
              new Fold<>(ScoreHistogram.TYPE, ScoreAggregates::merge, ScoreHistogram.TYPE::encode),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              SOURCE,
              "lovasz_hinge_agg",
              "The Lovász hinge over the pixels of all images of a data set, ranked together, which"
                  + " is not the mean of lovasz_hinge over images. From a histogram of the logits:"
                  + " within (1 + value)·2^−(bits + 1) of the exact number. Images with a null are"
                  + " left out; null without a valid pixel.",
              ARGUMENTS,
              "a double in units of the logit, [0, ∞)",
              "SELECT lovasz_hinge_agg(logits, truth)" + TWO_IMAGES,
              "1.3333333333333333",
              new Fold<>(
                  ScoreHistogram.TYPE,
                  (memory, row) -> add("lovasz_hinge_agg", memory, row),
                  memory -> ScoreFunctions.defined(HistogramLovasz.hinge(memory).value())),
              DataTypes.DoubleType));

  private ScoreAggregates() {}

  private static ScoreHistogram add(String function, ScoreHistogram memory, Object[] row) {
    int bits = (int) row[3];
    if (bits < 0 || bits > ScoreHistogram.MAX_BITS) {
      throw new Refusal(
          function, "bits are from 0 to %d, not %d.".formatted(ScoreHistogram.MAX_BITS, bits));
    }
    ScoreHistogram scores = memory.bits() < 0 ? new ScoreHistogram(bits) : memory;
    if (scores.bits() != bits) {
      throw new Refusal(
          function,
          "bits are the same in every row, but they are %d and %d.".formatted(scores.bits(), bits));
    }
    ValidPixels image = ValidPixels.read(function, row[0], (byte[]) row[1], (int) row[2]);
    scores.add(image.scores(), image.mask(), image.pixels());
    return scores;
  }

  private static ScoreHistogram merge(ScoreHistogram memory, Object[] row) {
    try {
      memory.add(HistogramFunctions.decode("score_histogram_merge", (byte[]) row[0]));
      return memory;
    } catch (Refusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new Refusal("score_histogram_merge", Objects.toString(e.getMessage()), e);
    }
  }
}
