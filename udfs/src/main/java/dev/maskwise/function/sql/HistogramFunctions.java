package dev.maskwise.function.sql;

import dev.maskwise.metric.HistogramLovasz;
import dev.maskwise.metric.Ranking;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a histogram of scores. Called by generated code; what a method computes stands in the
 * list.
 */
public final class HistogramFunctions {
  private static final String TWO_IMAGES =
      "(score_histogram_agg(logits, truth)) FROM VALUES (X'0000000000000040', X'0100'),"
          + " (X'00004040', X'01') AS images(logits, truth)";

  static final List<SqlFunction> ALL =
      List.of(
          function(
              "auroc",
              "The area under the ROC curve: the share of the pairs of a foreground and a background"
                  + " pixel in which the foreground has the higher score, pairs of one bin counting"
                  + " one half. Null without foreground or without background.",
              "a double, a ratio, [0, 1]",
              "0.5",
              "Hanley & McNeil 1982"),
          function(
              "average_precision",
              "The sum over descending thresholds of the rise of recall times precision, without"
                  + " interpolation, a bin being one step. Null without foreground.",
              "a double, a ratio, [0, 1]",
              "0.8333333333333333",
              "Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, ch. 8"),
          function(
              "dataset_lovasz_hinge",
              "The Lovász hinge over all pixels of a histogram of logits, as lovasz_hinge_agg gives"
                  + " it. Null without a pixel.",
              "a double in units of the logit, [0, ∞)",
              "1.3333333333333333",
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1; ADR 10"));

  private HistogramFunctions() {}

  private static SqlFunction function(
      String name, String usage, String result, String exampleResult, String source) {
    return new SqlFunction(
        name,
        SqlFunction.Group.METRIC,
        usage,
        List.of(SqlArgument.binary("state", "from score_histogram_agg or score_histogram_merge")),
        result,
        List.of(new SqlFunction.Example("SELECT " + name + TWO_IMAGES, exampleResult)),
        source,
        StaticCall.of(HistogramFunctions.class, method(name), DataTypes.DoubleType));
  }

  private static String method(String name) {
    return switch (name) {
      case "average_precision" -> "averagePrecision";
      case "dataset_lovasz_hinge" -> "datasetLovaszHinge";
      default -> name;
    };
  }

  public static @Nullable Double auroc(byte[] state) {
    return ScoreFunctions.defined(Ranking.auroc(decode("auroc", state)).value());
  }

  public static @Nullable Double averagePrecision(byte[] state) {
    return ScoreFunctions.defined(
        Ranking.averagePrecision(decode("average_precision", state)).value());
  }

  public static @Nullable Double datasetLovaszHinge(byte[] state) {
    return ScoreFunctions.defined(
        HistogramLovasz.hinge(decode("dataset_lovasz_hinge", state)).value());
  }

  /**
   * The histogram of a state.
   *
   * @param function the name of the function, for the message
   */
  static ScoreHistogram decode(String function, byte[] state) {
    try {
      return ScoreHistogram.TYPE.decode(state);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          function,
          "the state is not one of score_histogram_agg or score_histogram_merge: " + e.getMessage(),
          e);
    }
  }
}
