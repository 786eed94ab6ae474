package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The confusion of two label maps, of one image or of many, what its state holds, and its metrics.
 * Called by generated code; what a method computes stands in the list.
 */
public final class ConfusionFunctions {
  private static final StateKind<ConfusionMatrix> STATE =
      new StateKind<>(ConfusionMatrix.TYPE, "confusion, confusion_agg or confusion_merge");

  private static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.truthLabels(),
          SqlArgument.binary("prediction", "a label map of the same pixels"),
          SqlArgument.classes(),
          SqlArgument.ignore());

  private static final String SOURCE =
      "Long, Shelhamer & Darrell 2015, Fully Convolutional Networks, §5";

  /** A state of two classes with the counts [[2, 0], [1, 1]]. */
  private static final String EXAMPLE = "confusion(X'00010100', X'00010000', 2)";

  private static final String TWO_IMAGES =
      " FROM VALUES (X'00010100', X'00010000'), (X'01', X'01') AS images(truth, prediction)";

  private static final String UNDEFINED =
      " Classes with 0/0 enter no mean; null where none is left.";

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
                  SqlFunction.of(
                      Group.IMAGE,
                      "confusion",
                      "The confusion matrix of two label maps, as a state that confusion_merge adds"
                          + " up and mean_iou and its like read.",
                      ARGUMENTS,
                      StateKind.RESULT,
                      SOURCE,
                      StaticCall.of(ConfusionFunctions.class, "confusion", DataTypes.BinaryType),
                      new Example("SELECT counts_of_confusion(" + EXAMPLE + ")", "[[2,0],[1,1]]"),
                      new Example(
                          "SELECT mean_iou(confusion(X'000101FF', X'00010000', 2, 255))", "0.5")),
                  SqlFunction.of(
                      Group.METRIC,
                      "counts_of_confusion",
                      "The counts of a confusion state, rows the truth, columns the prediction.",
                      List.of(STATE.argument()),
                      "array<array<bigint>>, in pixels",
                      SOURCE,
                      StaticCall.of(
                          ConfusionFunctions.class,
                          "countsOfConfusion",
                          DataTypes.createArrayType(
                              DataTypes.createArrayType(DataTypes.LongType, false), false)),
                      new Example("SELECT counts_of_confusion(" + EXAMPLE + ")", "[[2,0],[1,1]]")),
                  SqlFunction.of(
                      Group.METRIC,
                      "overlap_of_class",
                      "One class of a confusion state against the rest, for iou, dice and their like.",
                      List.of(STATE.argument(), SqlArgument.integer("class", "its label")),
                      "the struct of overlap, in pixels",
                      "the definition of one class against the rest",
                      StaticCall.of(
                          ConfusionFunctions.class, "overlapOfClass", OverlapFunctions.OVERLAP),
                      new Example("SELECT iou(overlap_of_class(" + EXAMPLE + ", 1))", "0.5")),
                  SqlFunction.of(
                      Group.AGGREGATE,
                      "confusion_agg",
                      "The confusion matrix of a data set as a state. Images with a null are left"
                          + " out.",
                      ARGUMENTS,
                      StateKind.RESULT + "; of no classes without an image",
                      SOURCE,
                      STATE.ofImages(ConfusionFunctions::ofRow),
                      new Example(
                          "SELECT counts_of_confusion(confusion_agg(truth, prediction, 2))"
                              + TWO_IMAGES,
                          "[[2,0],[1,2]]")),
                  STATE.merge(
                      "confusion_merge",
                      SOURCE,
                      new Example(
                          "SELECT mean_iou(confusion_merge(confusion(truth, prediction, 2)))"
                              + TWO_IMAGES,
                          "0.6666666666666666")),
                  SqlFunction.ofNumber(
                      Group.AGGREGATE,
                      "mean_iou_agg",
                      ConfusionMetrics.MEAN_IOU,
                      "a data set",
                      ", in one step: the counts of all images are summed first."
                          + UNDEFINED
                          + " Images with a null are left out.",
                      ARGUMENTS,
                      StatisticAggregate.of(
                          Aggregation.ofImages(
                              ConfusionMatrix.TYPE,
                              ConfusionFunctions::ofRow,
                              memory -> value(ConfusionMetrics.MEAN_IOU, memory)),
                          DataTypes.DoubleType),
                      new Example(
                          "SELECT mean_iou_agg(truth, prediction, 2)" + TWO_IMAGES,
                          "0.6666666666666666"))))
          .toList();

  private ConfusionFunctions() {}

  private static SqlFunction metric(Metric<ClassCounts> metric) {
    return SqlFunction.ofNumber(
        Group.METRIC,
        metric.name(),
        metric,
        "a confusion state",
        "." + UNDEFINED,
        List.of(STATE.argument()),
        StaticCall.of(() -> metric, ConfusionFunctions.class, "value", DataTypes.DoubleType),
        new Example(
            "SELECT %s(%s)".formatted(metric.name(), EXAMPLE),
            EXAMPLES.getOrDefault(metric.name(), "")));
  }

  public static byte[] confusion(byte[] truth, byte[] prediction, int classes, int ignore) {
    return ConfusionMatrix.TYPE.encode(
        ImageArguments.confusion(truth, prediction, classes, ignore));
  }

  private static ConfusionMatrix ofRow(Object[] row) {
    return ImageArguments.confusion((byte[]) row[0], (byte[]) row[1], (int) row[2], (int) row[3]);
  }

  public static @Nullable Double value(Metric<ClassCounts> metric, byte[] state) {
    return value(metric, STATE.decode(state));
  }

  private static @Nullable Double value(Metric<ClassCounts> metric, ConfusionMatrix matrix) {
    return StaticCall.defined(metric.value(new ClassCounts(matrix, Policy.undefined())));
  }

  public static ArrayData countsOfConfusion(byte[] state) {
    ConfusionMatrix matrix = STATE.decode(state);
    Object[] rows = new Object[matrix.classes()];
    for (int truth = 0; truth < rows.length; truth++) {
      rows[truth] = new GenericArrayData(matrix.row(truth));
    }
    return new GenericArrayData(rows);
  }

  public static InternalRow overlapOfClass(byte[] state, int classId) {
    ConfusionMatrix matrix = STATE.decode(state);
    if (classId < 0 || classId >= matrix.classes()) {
      throw new IllegalArgumentException(
          "the state has %d classes from 0 on, and no class %d."
              .formatted(matrix.classes(), classId));
    }
    return OverlapFunctions.row(matrix.overlap(classId));
  }
}
