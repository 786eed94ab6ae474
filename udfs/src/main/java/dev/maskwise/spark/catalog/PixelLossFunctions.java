package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.spark.sql.NamedLoss;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.PixelLosses;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Losses of a data set, from the summed losses of its pixels. Called by generated code; what a
 * method computes stands in the list.
 */
public final class PixelLossFunctions {
  private static final String TWO_IMAGES =
      " FROM VALUES (array(0.5F, 0.25F), X'0100'), (array(0.5F), X'01') AS images(p, truth)";

  private static final String RESULT = "a double in nats a pixel, [0, ∞)";

  private static final SqlArgument STATE = StateKind.PIXEL_LOSSES.argument();

  static final List<SqlFunction> ALL =
      List.of(
          function(
              "dataset_cross_entropy",
              "The cross-entropy of a data set, the mean over its valid pixels: of one class or of"
                  + " many, as the state has it. Null without a valid pixel.",
              List.of(STATE),
              "round(dataset_cross_entropy(pixel_losses_agg(p, truth, 2, -1, 'probability')), 6)",
              "0.557992",
              "Bishop 2006, Pattern Recognition and Machine Learning, §4.3",
              "datasetCrossEntropy"),
          function(
              "dataset_focal_loss",
              "The focal loss of a data set with class weights, as focal_loss has it: alpha for the"
                  + " foreground, which are all true classes but 0, and 1 − alpha for class 0. Null"
                  + " without a valid pixel.",
              List.of(STATE, gamma(), ScoreFunctions.alpha()),
              "round(dataset_focal_loss(pixel_losses_agg(p, truth, 2, -1, 'probability'), 2, 0.25),"
                  + " 6)",
              "0.033376",
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              "datasetFocalLoss"),
          function(
              "dataset_multiclass_focal_loss",
              "The focal loss of a data set without class weights, as multiclass_focal_loss has it. Null"
                  + " without a valid pixel.",
              List.of(STATE, gamma()),
              "round(dataset_multiclass_focal_loss(pixel_losses_agg(p, truth, 2, -1, 'probability'),"
                  + " 2), 6)",
              "0.121518",
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              "datasetSoftmaxFocalLoss"));

  private PixelLossFunctions() {}

  private static SqlFunction function(
      String name,
      String usage,
      List<SqlArgument> arguments,
      String call,
      String exampleResult,
      String source,
      String method) {
    return new SqlFunction(
        name,
        SqlFunction.Group.METRIC,
        usage,
        arguments,
        RESULT,
        List.of(new SqlFunction.Example("SELECT " + call + TWO_IMAGES, exampleResult)),
        source,
        StaticCall.of(PixelLossFunctions.class, method, DataTypes.DoubleType));
  }

  private static SqlArgument gamma() {
    return SqlArgument.number("gamma", "the exponent γ that the state was made with, or 0");
  }

  public static @Nullable Double datasetCrossEntropy(byte[] state) {
    return value("dataset_cross_entropy", state, "cross_entropy", "");
  }

  public static @Nullable Double datasetFocalLoss(byte[] state, double gamma, double alpha) {
    return value(
        "dataset_focal_loss",
        state,
        "focal_loss",
        NamedLoss.parameters("gamma", gamma + 0, "alpha", alpha + 0));
  }

  public static @Nullable Double datasetSoftmaxFocalLoss(byte[] state, double gamma) {
    return value(
        "dataset_multiclass_focal_loss",
        state,
        "focal_loss",
        NamedLoss.parameters("gamma", gamma + 0));
  }

  private static @Nullable Double value(
      String function, byte[] state, String family, String parameters) {
    PixelLosses losses = StateKind.PIXEL_LOSSES.decode(function, state);
    // Two true classes are a binary task too: the sum over them is the same.
    ScoreLoss loss =
        NamedLoss.of(function, family, parameters, Task.MULTICLASS, Math.max(1, losses.classes()));
    ScoreStatistics statistics =
        new ScoreStatistics(List.of(), losses, new double[0], new double[0]);
    try {
      return ScoreFunctions.defined(loss.overClasses(statistics, Policy.undefined()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }
}
