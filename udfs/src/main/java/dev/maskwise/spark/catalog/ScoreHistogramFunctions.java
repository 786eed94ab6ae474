package dev.maskwise.spark.catalog;

import dev.maskwise.image.ClassScores;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.curve.CurveMetric;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.EachClass;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Where the scores of a data set lie, and the metrics of the curves over all thresholds. Called by
 * generated code; what a method computes stands in the list.
 */
public final class ScoreHistogramFunctions {
  static final StateKind<ScoreHistogram> STATE =
      new StateKind<>(
          ScoreHistogram.TYPE,
          "score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge");

  /** The memory of an aggregate of many classes. */
  static final EachClass<ScoreHistogram> CLASSES = new EachClass<>(ScoreHistogram.TYPE);

  /** The arguments of an aggregate of many classes. */
  static final List<SqlArgument> CLASS_ARGUMENTS =
      SqlArgument.ofClassScores(List.of(), bits(ScoreHistogram.DEFAULT_BITS_OF_MANY_CLASSES));

  private static final String SOURCE =
      "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1; ADR 10";

  private static final String LEFT_OUT = " Images with a null are left out.";

  private static final String TWO_IMAGES =
      " FROM VALUES (X'0000000000000040', X'0100'), (X'00004040', X'01') AS images(logits, truth)";

  /** What each metric gives for the logits 0 and 3 of the foreground and 2 of the background. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "auroc", "0.5",
          "average_precision", "0.8333333333333333",
          "best_threshold", "0.0",
          "best_iou", "0.6666666666666666",
          "best_dice", "0.8");

  static final List<SqlFunction> ALL =
      Stream.concat(
              CurveMetrics.OF_SCORES.stream().map(ScoreHistogramFunctions::metric),
              Stream.of(
                  SqlFunction.of(
                      Group.AGGREGATE,
                      "score_histogram_agg",
                      "The scores of a data set by truth, in bins as fine as bits says, as a state"
                          + " for auroc, average_precision, best_threshold, best_iou, best_dice and"
                          + " dataset_lovasz_hinge. Takes about 2.5 MB a group."
                          + LEFT_OUT,
                      List.of(
                          SqlArgument.scores(),
                          SqlArgument.truthMask(),
                          SqlArgument.ignore(),
                          bits(ScoreHistogram.DEFAULT_BITS)),
                      StateKind.RESULT,
                      SOURCE,
                      StatisticAggregate.of(
                          new Aggregation<>(
                              ScoreHistogram.TYPE,
                              ScoreHistogramFunctions::add,
                              ScoreHistogram.TYPE::encode),
                          DataTypes.BinaryType),
                      new Example(
                          "SELECT auroc(score_histogram_agg(logits, truth))" + TWO_IMAGES, "0.5")),
                  STATE.merge(
                      "score_histogram_merge",
                      SOURCE,
                      new Example(
                          "SELECT auroc(score_histogram_merge(state)) FROM (SELECT"
                              + " score_histogram_agg(logits, truth) AS state"
                              + TWO_IMAGES
                              + " GROUP BY truth)",
                          "0.5")),
                  SqlFunction.of(
                      Group.AGGREGATE,
                      "multiclass_score_histogram_agg",
                      "The probabilities of every class of a data set by truth, of logits the"
                          + " softmax, as states for auroc, average_precision, best_threshold,"
                          + " best_iou, best_dice and dataset_lovasz_softmax. Takes about 0.6 MB a"
                          + " group and class."
                          + LEFT_OUT,
                      CLASS_ARGUMENTS,
                      EachClass.STATES,
                      SOURCE,
                      StatisticAggregate.of(
                          new Aggregation<>(
                              CLASSES, ScoreHistogramFunctions::addClasses, CLASSES::states),
                          EachClass.STATES_TYPE),
                      new Example(
                          "SELECT transform(multiclass_score_histogram_agg(p, truth, 2, -1,"
                              + " 'probability'), s -> auroc(s)) FROM VALUES (array(0.75F, 0.5F,"
                              + " 0.25F, 0.5F), X'0001'), (array(0F, 1F), X'01') AS images(p,"
                              + " truth)",
                          "[1.0,1.0]"))))
          .toList();

  private ScoreHistogramFunctions() {}

  private static SqlFunction metric(CurveMetric<ScoreHistogram> metric) {
    boolean ofPairs = metric.equals(CurveMetrics.AUROC);
    return SqlFunction.ofNumber(
        Group.METRIC,
        metric.name(),
        metric,
        "a score histogram",
        ". Scores of one bin count as equal. Null without foreground%s."
            .formatted(ofPairs ? " or without background" : ""),
        List.of(STATE.argument()),
        StaticCall.of(() -> metric, ScoreHistogramFunctions.class, "value", DataTypes.DoubleType),
        new Example(
            "SELECT %s(score_histogram_agg(logits, truth))".formatted(metric.name()) + TWO_IMAGES,
            EXAMPLES.getOrDefault(metric.name(), "")));
  }

  /** How fine the bins are. */
  static SqlArgument bits(int standard) {
    return SqlArgument.integer(
            "bits",
            "of the mantissa that the scores of a bin share, from 0 to " + ScoreHistogram.MAX_BITS)
        .orElse(standard);
  }

  public static @Nullable Double value(CurveMetric<ScoreHistogram> metric, byte[] state) {
    return StaticCall.defined(metric.value(STATE.decode(state)).value());
  }

  /** Takes in the scores of one class. */
  static ScoreHistogram add(ScoreHistogram memory, Object[] row) {
    ScoreHistogram scores = ofBits(memory, (int) row[3]);
    // Any finite number is a logit, so probabilities are read alike.
    return ImageArguments.scores(row[0], (byte[]) row[1], (int) row[2], ScoreKind.LOGIT)
        .addTo(scores, 0);
  }

  /** Takes in the probabilities of many classes. */
  static List<ScoreHistogram> addClasses(List<ScoreHistogram> memory, Object[] row) {
    ClassScores image = ImageArguments.classScores(row, 3);
    int classes = (int) row[2];
    EachClass.requireClasses(memory, classes);
    for (int c = 0; c < classes; c++) {
      ScoreHistogram before = memory.size() == c ? ScoreHistogram.TYPE.empty() : memory.get(c);
      ScoreHistogram scores = image.addTo(ofBits(before, (int) row[5]), c);
      if (memory.size() == c) {
        memory.add(scores);
      }
    }
    return memory;
  }

  /** The memory, or the first one of a group. */
  private static ScoreHistogram ofBits(ScoreHistogram memory, int bits) {
    if (bits < 0 || bits > ScoreHistogram.MAX_BITS) {
      throw new IllegalArgumentException(
          "bits are from 0 to %d, not %d.".formatted(ScoreHistogram.MAX_BITS, bits));
    }
    ScoreHistogram scores = memory.bits() < 0 ? new ScoreHistogram(bits) : memory;
    if (scores.bits() != bits) {
      throw new IllegalArgumentException(
          "bits are the same in every row, but they are %d and %d.".formatted(scores.bits(), bits));
    }
    return scores;
  }
}
