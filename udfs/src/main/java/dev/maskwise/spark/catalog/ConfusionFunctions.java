package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What a confusion state holds, and its metrics. Called by generated code; what a method computes
 * stands in the list.
 */
public final class ConfusionFunctions {
  private static final SqlArgument STATE = StateKind.CONFUSION.argument();

  /** A state of two classes with the counts [[2, 0], [1, 1]]. */
  private static final String EXAMPLE = "confusion(X'00010100', X'00010000', 2)";

  private static final Map<UTF8String, Metric<ClassCounts>> BY_NAME =
      ConfusionMetrics.ALL.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  metric -> UTF8String.fromString(metric.name()), Function.identity()));

  /** What each metric gives for the example. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "mean_iou", "0.5833333333333333",
          "mean_dice", "0.7333333333333334",
          "pixel_accuracy", "0.75",
          "mean_class_accuracy", "0.75",
          "frequency_weighted_iou", "0.5833333333333333");

  static final List<SqlFunction> ALL =
      Stream.concat(
              ConfusionMetrics.ALL.stream().map(ConfusionFunctions::metric),
              Stream.of(
                  new SqlFunction(
                      "confusion_counts",
                      SqlFunction.Group.METRIC,
                      "The counts of a confusion state, rows the truth, columns the prediction.",
                      List.of(STATE),
                      "array<array<bigint>>, in pixels",
                      List.of(
                          new SqlFunction.Example(
                              "SELECT confusion_counts(" + EXAMPLE + ")", "[[2,0],[1,1]]")),
                      "Long, Shelhamer & Darrell 2015, Fully Convolutional Networks, §5",
                      StaticCall.of(
                          ConfusionFunctions.class,
                          "confusionCounts",
                          DataTypes.createArrayType(
                              DataTypes.createArrayType(DataTypes.LongType, false), false))),
                  new SqlFunction(
                      "class_overlap",
                      SqlFunction.Group.METRIC,
                      "One class of a confusion state against the rest, for iou, dice and their like.",
                      List.of(STATE, SqlArgument.integer("class", "its label")),
                      "the struct of overlap, in pixels",
                      List.of(
                          new SqlFunction.Example(
                              "SELECT iou(class_overlap(" + EXAMPLE + ", 1))", "0.5")),
                      "the definition of one class against the rest",
                      StaticCall.of(
                          ConfusionFunctions.class, "classOverlap", OverlapFunctions.OVERLAP))))
          .toList();

  private ConfusionFunctions() {}

  private static SqlFunction metric(Metric<ClassCounts> metric) {
    return new SqlFunction(
        metric.name(),
        SqlFunction.Group.METRIC,
        "The %s of a confusion state: %s. Classes with 0/0 enter no mean; null where none is left."
            .formatted(metric.title(), metric.formula()),
        List.of(STATE),
        "a double, a %s, %s".formatted(metric.unit(), metric.range()),
        List.of(
            new SqlFunction.Example(
                "SELECT %s(%s)".formatted(metric.name(), EXAMPLE),
                EXAMPLES.getOrDefault(metric.name(), ""))),
        metric.source(),
        StaticCall.named(ConfusionFunctions.class, "value", DataTypes.DoubleType));
  }

  /** The metric of a name. */
  public static @Nullable Double value(UTF8String name, byte[] state) {
    Metric<ClassCounts> metric = BY_NAME.get(name);
    return metric == null
        ? null
        : value(metric, StateKind.CONFUSION.decode(name.toString(), state));
  }

  static @Nullable Double value(Metric<ClassCounts> metric, ConfusionMatrix matrix) {
    return ScoreFunctions.defined(metric.value(new ClassCounts(matrix, Policy.undefined())));
  }

  public static ArrayData confusionCounts(byte[] state) {
    ConfusionMatrix matrix = StateKind.CONFUSION.decode("confusion_counts", state);
    Object[] rows = new Object[matrix.classes()];
    for (int truth = 0; truth < rows.length; truth++) {
      rows[truth] = new GenericArrayData(matrix.row(truth));
    }
    return new GenericArrayData(rows);
  }

  public static InternalRow classOverlap(byte[] state, int classId) {
    ConfusionMatrix matrix = StateKind.CONFUSION.decode("class_overlap", state);
    if (classId < 0 || classId >= matrix.classes()) {
      throw new Refusal(
          "class_overlap",
          "the state has %d classes from 0 on, and no class %d."
              .formatted(matrix.classes(), classId));
    }
    return OverlapFunctions.row(matrix.overlap(classId));
  }
}
