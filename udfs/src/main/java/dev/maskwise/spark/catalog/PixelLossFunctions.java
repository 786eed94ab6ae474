package dev.maskwise.spark.catalog;

import dev.maskwise.image.BinaryScores;
import dev.maskwise.image.ClassScores;
import dev.maskwise.metric.Definition;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.PixelLosses;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The summed losses of pixels, and the cross-entropy and focal loss of an image and a data set.
 * Called by generated code; what a method computes stands in the list.
 */
public final class PixelLossFunctions {
  private static final StateKind<PixelLosses> STATE =
      new StateKind<>(
          PixelLosses.TYPE, "pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge");

  private static final String SOURCE = "Lin et al. 2017, Focal Loss for Dense Object Detection, §3";

  private static final String UNDEFINED = " Null without a valid pixel.";

  private static final String LEFT_OUT = " Images with a null are left out.";

  private static final double MAX_GAMMA = 1000;

  private static final SqlArgument GAMMA =
      SqlArgument.number("gamma", "the exponent γ, from 0 to 1000; the paper has 2");

  private static final SqlArgument ALPHA =
      SqlArgument.number(
          "alpha",
          "the weight of the foreground, from 0 to 1; the paper has 0.25, and 0.5 gives half of the"
              + " loss without weights");

  private static final SqlArgument GAMMA_OF_STATE =
      SqlArgument.number("gamma", "the exponent γ that the state was made with, or 0");

  /** The logits 0, −2, 3 for the mask 1, 0, 0. */
  private static final String LOGITS = "X'00000000000000C000004040'";

  /** The exponent of an aggregate. */
  private static final SqlArgument BESIDE_ZERO =
      SqlArgument.number("gamma", "the exponent γ, from 0 to 1000, beside 0").orElse(2.0);

  private static final String TWO_IMAGES =
      " FROM VALUES (array(0.5F, 0.25F), X'0100'), (array(0.5F), X'01') AS images(p, truth)";

  /** Probabilities of two classes at two pixels and at one. */
  private static final String TWO_IMAGES_OF_CLASSES =
      " FROM VALUES (array(0.75F, 0.5F, 0.25F, 0.5F), X'0001'), (array(0F, 1F), X'01') AS images(p,"
          + " truth)";

  static final List<SqlFunction> ALL =
      List.of(
          ofImage(
              "cross_entropy",
              "cross_entropy",
              Task.BINARY,
              "",
              SqlArgument.ofScores(List.of()),
              "crossEntropy",
              new Example("SELECT round(cross_entropy(" + LOGITS + ", X'010000'), 6)", "1.289554"),
              new Example(
                  "SELECT round(cross_entropy(array(0.5F, 0.5F), X'0100', -1, 'probability'), 6)",
                  "0.693147")),
          ofImage(
              "focal_loss",
              "focal_loss",
              Task.BINARY,
              ", where gamma is 2 and alpha 0.25",
              SqlArgument.ofScores(List.of(GAMMA, ALPHA)),
              "focalLoss",
              new Example(
                  "SELECT round(focal_loss(" + LOGITS + ", X'010000', 2.0, 0.25), 6)", "0.706462")),
          ofImage(
              "multiclass_cross_entropy",
              "cross_entropy",
              Task.MULTICLASS,
              "",
              SqlArgument.ofClassScores(List.of()),
              "multiclassCrossEntropy",
              new Example(
                  "SELECT round(multiclass_cross_entropy(array(0F, 1F, 0F, 0F, 0F, 2F), X'0002', 3),"
                      + " 6)",
                  "0.753109"),
              new Example(
                  "SELECT round(multiclass_cross_entropy(array(0.75F, 0.5F, 0.25F, 0.5F), X'0001',"
                      + " 2, -1, 'probability'), 6)",
                  "0.490415")),
          ofImage(
              "multiclass_focal_loss",
              "focal_loss",
              Task.MULTICLASS,
              ", where gamma is 2",
              SqlArgument.ofClassScores(List.of(GAMMA)),
              "multiclassFocalLoss",
              new Example(
                  "SELECT round(multiclass_focal_loss(array(0.75F, 0.5F, 0.25F, 0.5F), X'0001', 2,"
                      + " 2, -1, 'probability'), 6)",
                  "0.095633")),
          ofDataset(
              "dataset_cross_entropy",
              "cross_entropy",
              Task.BINARY,
              List.of(),
              ", over one class or over many, as the state has it.",
              List.of(STATE.argument()),
              "",
              "0.557992"),
          ofDataset(
              "dataset_focal_loss",
              "focal_loss",
              Task.BINARY,
              List.of("gamma", "alpha"),
              ", where gamma is 2 and alpha 0.25. Of many classes alpha weighs all but 0, and 1 −"
                  + " alpha class 0.",
              List.of(STATE.argument(), GAMMA_OF_STATE, ALPHA),
              ", 2, 0.25",
              "0.033376"),
          ofDataset(
              "dataset_multiclass_focal_loss",
              "focal_loss",
              Task.MULTICLASS,
              List.of("gamma"),
              ", where gamma is 2.",
              List.of(STATE.argument(), GAMMA_OF_STATE),
              ", 2",
              "0.121518"),
          SqlFunction.of(
              Group.AGGREGATE,
              "pixel_losses_agg",
              "The losses (1 − p_t)^γ·CE of the pixels of a data set for γ = 0, cross-entropy, and"
                  + " for gamma, by true class, added exactly over images, as a state for"
                  + " dataset_cross_entropy and dataset_focal_loss."
                  + LEFT_OUT,
              SqlArgument.ofScores(List.of(BESIDE_ZERO)),
              StateKind.RESULT,
              SOURCE,
              STATE.ofImages(
                  row -> ImageArguments.scores(row, 3).pixelLosses(gammas((double) row[2]))),
              new Example(
                  "SELECT round(dataset_cross_entropy(pixel_losses_agg(p, truth, 2, -1,"
                      + " 'probability')), 6)"
                      + TWO_IMAGES,
                  "0.557992")),
          STATE.merge(
              "pixel_losses_merge",
              SOURCE,
              new Example(
                  "SELECT round(dataset_cross_entropy(pixel_losses_merge(state)), 6) FROM (SELECT"
                      + " pixel_losses_agg(p, truth, 2, -1, 'probability') AS state"
                      + TWO_IMAGES
                      + " GROUP BY truth)",
                  "0.557992")),
          SqlFunction.of(
              Group.AGGREGATE,
              "multiclass_pixel_losses_agg",
              "pixel_losses_agg for many classes: the losses (1 − p_t)^γ·CE of the pixels of a data"
                  + " set for γ = 0 and for gamma, by true class, as a state for"
                  + " dataset_cross_entropy and dataset_multiclass_focal_loss."
                  + LEFT_OUT,
              SqlArgument.ofClassScores(List.of(BESIDE_ZERO)),
              StateKind.RESULT,
              SOURCE,
              STATE.ofImages(
                  row -> ImageArguments.classScores(row, 4).pixelLosses(gammas((double) row[3]))),
              new Example(
                  "SELECT round(dataset_cross_entropy(multiclass_pixel_losses_agg(p, truth, 2, 2,"
                      + " -1, 'probability')), 6)"
                      + TWO_IMAGES_OF_CLASSES,
                  "0.326943")));

  private PixelLossFunctions() {}

  private static Definition definition(String family, Task task) {
    return ScoreLosses.family(family).standard(task, ScoreKind.LOGIT).definition();
  }

  private static SqlFunction ofImage(
      String name,
      String family,
      Task task,
      String more,
      List<SqlArgument> arguments,
      String method,
      Example... examples) {
    return SqlFunction.ofNumber(
        Group.IMAGE,
        name,
        definition(family, task),
        "an image",
        ", of logits by %s%s; of probabilities log p_t is at least −100.%s"
            .formatted(task == Task.BINARY ? "σ" : "the softmax", more, UNDEFINED),
        arguments,
        StaticCall.of(PixelLossFunctions.class, method, DataTypes.DoubleType),
        examples);
  }

  /**
   * A loss of a data set.
   *
   * @param numbers its parameters that are arguments of their own
   * @param constants those of the example
   */
  private static SqlFunction ofDataset(
      String name,
      String family,
      Task task,
      List<String> numbers,
      String more,
      List<SqlArgument> arguments,
      String constants,
      String exampleResult) {
    return SqlFunction.ofNumber(
        Group.METRIC,
        name,
        definition(family, task),
        "a data set",
        more + UNDEFINED,
        arguments,
        StaticCall.of(
            () -> new CallLoss(family, numbers),
            PixelLossFunctions.class,
            "loss",
            DataTypes.DoubleType),
        new Example(
            "SELECT round(%s(pixel_losses_agg(p, truth, 2, -1, 'probability')%s), 6)"
                    .formatted(name, constants)
                + TWO_IMAGES,
            exampleResult));
  }

  public static @Nullable Double crossEntropy(
      Object scores, byte[] truth, int ignore, UTF8String score) {
    BinaryScores image = ImageArguments.scores(scores, truth, ignore, score);
    double[] sums = image.losses(0);
    return StaticCall.defined((sums[0] + sums[1]) / image.pixels());
  }

  public static @Nullable Double focalLoss(
      Object scores, byte[] truth, double gamma, double alpha, int ignore, UTF8String score) {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha is from 0 to 1, not %s.".formatted(alpha));
    }
    float exponent = exponent(gamma);
    BinaryScores image = ImageArguments.scores(scores, truth, ignore, score);
    double[] sums = image.losses(exponent);
    return StaticCall.defined(((1 - alpha) * sums[0] + alpha * sums[1]) / image.pixels());
  }

  public static @Nullable Double multiclassCrossEntropy(
      Object scores, byte[] truth, int classes, int ignore, UTF8String score) {
    return mean(ImageArguments.scores(scores, truth, classes, ignore, score), 0);
  }

  public static @Nullable Double multiclassFocalLoss(
      Object scores, byte[] truth, int classes, double gamma, int ignore, UTF8String score) {
    float exponent = exponent(gamma);
    return mean(ImageArguments.scores(scores, truth, classes, ignore, score), exponent);
  }

  /** The mean loss of a pixel. */
  private static @Nullable Double mean(ClassScores image, float gamma) {
    PixelLosses losses = image.pixelLosses(gamma);
    double sum = 0;
    for (int c = 0; c < losses.classes(); c++) {
      sum += losses.sum(gamma, c);
    }
    return StaticCall.defined(sum / image.pixels());
  }

  public static @Nullable Double loss(CallLoss call, byte[] state) {
    return value(call, state);
  }

  public static @Nullable Double loss(CallLoss call, byte[] state, double gamma) {
    return value(call, state, gamma);
  }

  public static @Nullable Double loss(CallLoss call, byte[] state, double gamma, double alpha) {
    return value(call, state, gamma, alpha);
  }

  private static @Nullable Double value(CallLoss call, byte[] state, Double... numbers) {
    PixelLosses losses = STATE.decode(state);
    // Two true classes are a binary task too: the sum over them is the same.
    ScoreLoss loss =
        call.of(Task.MULTICLASS, Math.max(1, losses.classes()), UTF8String.EMPTY_UTF8, numbers);
    ScoreStatistics statistics =
        new ScoreStatistics(List.of(), losses, new double[0], new double[0]);
    return StaticCall.defined(loss.overClasses(statistics, Policy.undefined()));
  }

  /** 0, and another exponent if there is one. */
  private static float[] gammas(double gamma) {
    float exponent = exponent(gamma);
    return exponent == 0 ? new float[] {0} : new float[] {0, exponent};
  }

  /** The exponent that the kernels take. */
  private static float exponent(double gamma) {
    if (!(gamma >= 0 && gamma <= MAX_GAMMA)) {
      throw new IllegalArgumentException("gamma is from 0 to 1000, not %s.".formatted(gamma));
    }
    return (float) gamma + 0f; // not −0
  }
}
