package dev.maskwise.spark.catalog;

import dev.maskwise.image.ClassScores;
import dev.maskwise.metric.Definition;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.HistogramLovasz;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The Lovász losses of an image, and of a data set, whose pixels are ranked together in histograms.
 * Called by generated code; what a method computes stands in the list.
 */
public final class LovaszFunctions {
  private static final Definition HINGE = definition("lovasz_hinge", Task.BINARY);
  private static final Definition SOFTMAX = definition("lovasz_softmax", Task.MULTICLASS);

  private static final String LOGITS =
      " FROM VALUES (X'0000000000000040', X'0100'), (X'00004040', X'01') AS images(logits, truth)";

  private static final String RANKED =
      ", the pixels of all images ranked together, which is not the mean of %s over images. From"
          + " histograms of the %s: within %s of the exact number. Null without a valid pixel."
          + " Images with a null are left out.";

  private static final String PRESENT = "present";
  private static final String ALL_CLASSES = "all";

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.ofNumber(
              Group.IMAGE,
              "lovasz_hinge",
              HINGE,
              "an image",
              ". Null without a valid pixel.",
              List.of(SqlArgument.logits(), SqlArgument.truthMask(), SqlArgument.ignore()),
              StaticCall.of(LovaszFunctions.class, "lovaszHinge", DataTypes.DoubleType),
              new Example("SELECT lovasz_hinge(X'00000000000000C000004040', X'010000')", "2.5")),
          SqlFunction.ofNumber(
              Group.IMAGE,
              "lovasz_softmax",
              SOFTMAX,
              "an image",
              ", p of logits being the softmax. Null without a valid pixel.",
              SqlArgument.ofClassScores(
                  List.of(),
                  SqlArgument.text(
                          "averaged",
                          "over which classes the mean is: 'present', those with true pixels, or"
                              + " 'all', where a class without true pixels counts its largest error")
                      .orElse(PRESENT)),
              StaticCall.of(LovaszFunctions.class, "lovaszSoftmax", DataTypes.DoubleType),
              new Example(
                  "SELECT lovasz_softmax(array(0.75F, 0.5F, 0.25F, 0.5F), X'0001', 2, -1,"
                      + " 'probability')",
                  "0.4375")),
          SqlFunction.ofNumber(
              Group.METRIC,
              "dataset_lovasz_hinge",
              HINGE,
              "a data set",
              ", from a histogram of its logits, as lovasz_hinge_agg gives it. Null without a pixel.",
              List.of(ScoreHistogramFunctions.STATE.argument()),
              StaticCall.of(LovaszFunctions.class, "datasetLovaszHinge", DataTypes.DoubleType),
              new Example(
                  "SELECT dataset_lovasz_hinge(score_histogram_agg(logits, truth))" + LOGITS,
                  "1.3333333333333333")),
          SqlFunction.ofNumber(
              Group.METRIC,
              "dataset_lovasz_softmax",
              SOFTMAX,
              "a data set",
              ", from histograms of its probabilities, as lovasz_softmax_agg gives it: of one class,"
                  + " or of an array of all classes. Null without a pixel.",
              List.of(
                  SqlArgument.either(
                      "state",
                      DataTypes.BinaryType,
                      DataTypes.createArrayType(DataTypes.BinaryType),
                      "from " + ScoreHistogramFunctions.STATE.sources())),
              StaticCall.of(LovaszFunctions.class, "datasetLovaszSoftmax", DataTypes.DoubleType),
              new Example(
                  "SELECT dataset_lovasz_softmax(score_histogram_agg(p, truth)) FROM VALUES"
                      + " (array(0.5F, 0.25F), X'0100'), (array(1F), X'01') AS images(p, truth)",
                  "0.2916666666666667")),
          SqlFunction.ofNumber(
              Group.AGGREGATE,
              "lovasz_hinge_agg",
              HINGE,
              "a data set",
              RANKED.formatted("lovasz_hinge", "logits", "(1 + value)·2^−(bits + 1)"),
              List.of(
                  SqlArgument.logits(),
                  SqlArgument.truthMask(),
                  SqlArgument.ignore(),
                  ScoreHistogramFunctions.bits(ScoreHistogram.DEFAULT_BITS)),
              StatisticAggregate.of(
                  new Aggregation<>(
                      ScoreHistogram.TYPE, ScoreHistogramFunctions::add, LovaszFunctions::hinge),
                  DataTypes.DoubleType),
              new Example("SELECT lovasz_hinge_agg(logits, truth)" + LOGITS, "1.3333333333333333")),
          SqlFunction.ofNumber(
              Group.AGGREGATE,
              "lovasz_softmax_agg",
              SOFTMAX,
              "a data set",
              RANKED.formatted("lovasz_softmax", "probabilities", "2^−(bits + 1)"),
              ScoreHistogramFunctions.CLASS_ARGUMENTS,
              StatisticAggregate.of(
                  new Aggregation<>(
                      ScoreHistogramFunctions.CLASSES,
                      ScoreHistogramFunctions::addClasses,
                      LovaszFunctions::softmax),
                  DataTypes.DoubleType),
              new Example(
                  "SELECT lovasz_softmax_agg(p, truth, 2, -1, 'probability') FROM VALUES"
                      + " (array(0.75F, 0.5F, 0.25F, 0.5F), X'0001'), (array(0F, 1F), X'01') AS"
                      + " images(p, truth)",
                  "0.33333333333333337")));

  private LovaszFunctions() {}

  private static Definition definition(String family, Task task) {
    return ScoreLosses.family(family).standard(task, ScoreKind.LOGIT).definition();
  }

  public static @Nullable Double lovaszHinge(Object logits, byte[] truth, int ignore) {
    return StaticCall.defined(
        ImageArguments.scores(logits, truth, ignore, ScoreKind.LOGIT).lovaszHinge());
  }

  public static @Nullable Double lovaszSoftmax(
      Object scores, byte[] truth, int classes, int ignore, UTF8String score, UTF8String averaged) {
    boolean all = averaged.toString().equals(ALL_CLASSES);
    if (!all && !averaged.toString().equals(PRESENT)) {
      throw new IllegalArgumentException(
          "the mean is over 'present' or 'all' classes, and not '%s'.".formatted(averaged));
    }
    ClassScores image = ImageArguments.scores(scores, truth, classes, ignore, score);
    long[] cardinalities = image.cardinalities();
    Mean mean = new Mean();
    for (int c = 0; c < classes; c++) {
      if (all || cardinalities[c] > 0) {
        mean.add(image.lovaszSoftmax(c));
      }
    }
    return StaticCall.defined(mean.value());
  }

  public static @Nullable Double datasetLovaszHinge(byte[] state) {
    return hinge(ScoreHistogramFunctions.STATE.decode(state));
  }

  public static @Nullable Double datasetLovaszSoftmax(Object given) {
    if (given instanceof byte[] state) {
      ScoreHistogram ofClass = ScoreHistogramFunctions.STATE.decode(state);
      return StaticCall.defined(HistogramLovasz.softmax(ofClass).value());
    }
    ArrayData states = (ArrayData) given;
    Mean mean = new Mean();
    for (int c = 0; c < states.numElements(); c++) {
      if (states.isNullAt(c)) {
        return null;
      }
      addPresent(ScoreHistogramFunctions.STATE.decode(states.getBinary(c)), mean);
    }
    return StaticCall.defined(mean.value());
  }

  private static @Nullable Double hinge(ScoreHistogram logits) {
    return StaticCall.defined(HistogramLovasz.hinge(logits).value());
  }

  private static @Nullable Double softmax(List<ScoreHistogram> classes) {
    Mean mean = new Mean();
    classes.forEach(ofClass -> addPresent(ofClass, mean));
    return StaticCall.defined(mean.value());
  }

  /** Only classes with true pixels enter the mean. */
  private static void addPresent(ScoreHistogram ofClass, Mean mean) {
    if (ofClass.foreground() > 0) {
      mean.add(HistogramLovasz.softmax(ofClass).value());
    }
  }
}
