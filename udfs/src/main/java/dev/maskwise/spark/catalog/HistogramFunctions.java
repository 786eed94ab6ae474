package dev.maskwise.spark.catalog;

import dev.maskwise.metric.curve.BestThreshold;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.curve.HistogramLovasz;
import dev.maskwise.metric.curve.Ranking;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of where the scores of a data set lie. Called by generated code; what a method computes
 * stands in the list.
 */
public final class HistogramFunctions {
  private static final String LOGITS =
      " FROM VALUES (X'0000000000000040', X'0100'), (X'00004040', X'01') AS images(logits, truth)";

  private static final String PROBABILITIES =
      " FROM VALUES (array(0.5F, 0.25F), X'0100'), (array(1F), X'01') AS images(p, truth)";

  private static final String RATIO = "a double, a ratio, [0, 1]";

  private static final String BEST =
      " The highest threshold among equals, of those scores that occur. Null without foreground.";

  private static final SqlArgument STATE = StateKind.SCORE_HISTOGRAM.argument();

  static final List<SqlFunction> ALL =
      List.of(
          ofLogits(
              "auroc",
              "The area under the ROC curve: the share of the pairs of a foreground and a background"
                  + " pixel in which the foreground has the higher score, pairs of one bin counting"
                  + " one half. Null without foreground or without background.",
              RATIO,
              "0.5",
              "Hanley & McNeil 1982",
              "auroc"),
          ofLogits(
              "average_precision",
              "The sum over descending thresholds of the rise of recall times precision, without"
                  + " interpolation, a bin being one step. Null without foreground.",
              RATIO,
              "0.8333333333333333",
              "Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, ch. 8",
              "averagePrecision"),
          ofLogits(
              "best_threshold",
              "The score t for which the IoU of score ≥ t is largest." + BEST,
              "a double, a score",
              "0.0",
              "by definition",
              "bestThreshold"),
          ofLogits(
              "best_iou",
              "The IoU at the best threshold." + BEST,
              RATIO,
              "0.6666666666666666",
              "by definition",
              "bestIou"),
          ofLogits(
              "best_dice",
              "The Dice at the best threshold." + BEST,
              RATIO,
              "0.8",
              "by definition",
              "bestDice"),
          ofLogits(
              "dataset_lovasz_hinge",
              "The Lovász hinge over all pixels of a histogram of logits, as lovasz_hinge_agg gives"
                  + " it. Null without a pixel.",
              "a double in units of the logit, [0, ∞)",
              "1.3333333333333333",
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1; ADR 10",
              "datasetLovaszHinge"),
          new SqlFunction(
              "dataset_lovasz_softmax",
              SqlFunction.Group.METRIC,
              "The Lovász-softmax over all pixels of histograms of probabilities, as"
                  + " lovasz_softmax_agg gives it: of one class, or of an array of all classes the"
                  + " mean over those with true pixels. Null without a pixel.",
              List.of(
                  SqlArgument.either(
                      "state",
                      DataTypes.BinaryType,
                      DataTypes.createArrayType(DataTypes.BinaryType),
                      "from " + StateKind.SCORE_HISTOGRAM.sources())),
              RATIO,
              List.of(
                  new SqlFunction.Example(
                      "SELECT dataset_lovasz_softmax(score_histogram_agg(p, truth))"
                          + PROBABILITIES,
                      "0.2916666666666667")),
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.2; ADR 10",
              StaticCall.of(
                  HistogramFunctions.class, "datasetLovaszSoftmax", DataTypes.DoubleType)),
          new SqlFunction(
              "ece",
              SqlFunction.Group.METRIC,
              "The expected calibration error: over bins of the probability the mean distance of mean"
                  + " probability and frequency of the foreground, weighted by pixels. Null without"
                  + " a pixel.",
              List.of(StateKind.CALIBRATION.argument()),
              RATIO,
              List.of(
                  new SqlFunction.Example(
                      "SELECT ece(calibration_agg(p, truth, -1, 'probability'))" + PROBABILITIES,
                      "0.25")),
              "Naeini et al. 2015, §2",
              StaticCall.of(HistogramFunctions.class, "ece", DataTypes.DoubleType)));

  private HistogramFunctions() {}

  private static SqlFunction ofLogits(
      String name,
      String usage,
      String result,
      String exampleResult,
      String source,
      String method) {
    return new SqlFunction(
        name,
        SqlFunction.Group.METRIC,
        usage,
        List.of(STATE),
        result,
        List.of(
            new SqlFunction.Example(
                "SELECT %s(score_histogram_agg(logits, truth))".formatted(name) + LOGITS,
                exampleResult)),
        source,
        StaticCall.of(HistogramFunctions.class, method, DataTypes.DoubleType));
  }

  public static @Nullable Double auroc(byte[] state) {
    return ScoreFunctions.defined(Ranking.auroc(decode("auroc", state)).value());
  }

  public static @Nullable Double averagePrecision(byte[] state) {
    return ScoreFunctions.defined(
        Ranking.averagePrecision(decode("average_precision", state)).value());
  }

  public static @Nullable Double bestThreshold(byte[] state) {
    return ScoreFunctions.defined(
        BestThreshold.of(decode("best_threshold", state)).threshold().value());
  }

  public static @Nullable Double bestIou(byte[] state) {
    return ScoreFunctions.defined(BestThreshold.of(decode("best_iou", state)).iou().value());
  }

  public static @Nullable Double bestDice(byte[] state) {
    return ScoreFunctions.defined(BestThreshold.of(decode("best_dice", state)).dice().value());
  }

  public static @Nullable Double datasetLovaszHinge(byte[] state) {
    return ScoreFunctions.defined(
        HistogramLovasz.hinge(decode("dataset_lovasz_hinge", state)).value());
  }

  public static @Nullable Double datasetLovaszSoftmax(Object state) {
    String function = "dataset_lovasz_softmax";
    if (state instanceof byte[] bytes) {
      return ScoreFunctions.defined(lovaszSoftmax(function, decode(function, bytes)));
    }
    ArrayData states = (ArrayData) state;
    Mean mean = new Mean();
    for (int c = 0; c < states.numElements(); c++) {
      if (states.isNullAt(c)) {
        return null;
      }
      addPresent(function, decode(function, states.getBinary(c)), mean);
    }
    return ScoreFunctions.defined(mean.value());
  }

  /** The mean of the Lovász-softmax of those classes that have true pixels. */
  static @Nullable Double lovaszSoftmax(String function, List<ScoreHistogram> classes) {
    Mean mean = new Mean();
    classes.forEach(histogram -> addPresent(function, histogram, mean));
    return ScoreFunctions.defined(mean.value());
  }

  private static void addPresent(String function, ScoreHistogram histogram, Mean mean) {
    if (histogram.foreground() > 0) {
      mean.add(lovaszSoftmax(function, histogram));
    }
  }

  private static double lovaszSoftmax(String function, ScoreHistogram histogram) {
    try {
      return HistogramLovasz.softmax(histogram).value();
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }

  public static @Nullable Double ece(byte[] state) {
    return ScoreFunctions.defined(Calibration.ece(StateKind.CALIBRATION.decode("ece", state)));
  }

  private static ScoreHistogram decode(String function, byte[] state) {
    return StateKind.SCORE_HISTOGRAM.decode(function, state);
  }
}
