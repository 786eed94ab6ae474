package dev.maskwise.function.sql;

import dev.maskwise.metric.ConfusionMetrics;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;

/** Counts of masks and label maps over many images. */
final class OverlapAggregates {
  private static final String TWO_IMAGES =
      " FROM VALUES (X'00010100', X'00010000'), (X'01', X'01') AS images(truth, prediction)";

  private static final String SOURCE = "Everingham et al. 2010, The PASCAL VOC Challenge, §4.2";

  static final List<SqlFunction> ALL =
      List.of(
          StatisticAggregate.function(
              SOURCE,
              "overlap_agg",
              "The counts of mask_overlap summed over images: those of the data set, from which its"
                  + " Dice, IoU and their like follow. Images with a null are left out.",
              OverlapCounting.ARGUMENTS,
              "the struct of mask_overlap, in pixels; zeros without an image",
              "SELECT dice(overlap_agg(truth, prediction))" + TWO_IMAGES,
              "0.8",
              new Fold<>(OverlapCounts.TYPE, OverlapAggregates::addOverlap, OverlapFunctions::row),
              OverlapFunctions.OVERLAP),
          StatisticAggregate.function(
              SOURCE,
              "confusion_agg",
              "The confusion matrix of a data set as a state. Images with a null are left out.",
              ConfusionCounting.ARGUMENTS,
              "binary: the versioned bytes of the matrix, readable by later releases; of no classes"
                  + " without an image",
              "SELECT confusion_counts(confusion_agg(truth, prediction, 2))" + TWO_IMAGES,
              "[[2,0],[1,2]]",
              new Fold<>(
                  ConfusionMatrix.TYPE,
                  (memory, row) -> addConfusion("confusion_agg", memory, row),
                  ConfusionMatrix.TYPE::encode),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              SOURCE,
              "confusion_merge",
              "The state of all images together from states of some: those of single images, of"
                  + " slices, or stored ones. Nulls are left out.",
              List.of(
                  SqlArgument.binary(
                      "state", "from mask_confusion, confusion_agg or confusion_merge")),
              "binary: the versioned bytes of the matrix",
              "SELECT mean_iou(confusion_merge(mask_confusion(truth, prediction, 2)))" + TWO_IMAGES,
              "0.6666666666666666",
              new Fold<>(
                  ConfusionMatrix.TYPE,
                  (memory, row) ->
                      merge(
                          "confusion_merge",
                          memory,
                          ConfusionCounting.decode("confusion_merge", (byte[]) row[0])),
                  ConfusionMatrix.TYPE::encode),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              SOURCE,
              "mean_iou_agg",
              "The mean IoU of a data set, in one step: the counts of all images are summed first."
                  + " Classes with 0/0 enter no mean; null where none is left.",
              ConfusionCounting.ARGUMENTS,
              "a double, a ratio, [0, 1]",
              "SELECT mean_iou_agg(truth, prediction, 2)" + TWO_IMAGES,
              "0.6666666666666666",
              new Fold<>(
                  ConfusionMatrix.TYPE,
                  (memory, row) -> addConfusion("mean_iou_agg", memory, row),
                  memory -> ConfusionFunctions.value(ConfusionMetrics.MEAN_IOU, memory)),
              DataTypes.DoubleType));

  private OverlapAggregates() {}

  private static OverlapCounts addOverlap(OverlapCounts memory, Object[] row) {
    return OverlapCounts.TYPE.merge(
        memory,
        OverlapCounting.count("overlap_agg", (byte[]) row[0], (byte[]) row[1], (int) row[2]));
  }

  private static ConfusionMatrix addConfusion(
      String function, ConfusionMatrix memory, Object[] row) {
    return merge(
        function,
        memory,
        ConfusionCounting.count(
            function, (byte[]) row[0], (byte[]) row[1], (int) row[2], (int) row[3]));
  }

  private static ConfusionMatrix merge(
      String function, ConfusionMatrix memory, ConfusionMatrix other) {
    try {
      return ConfusionMatrix.TYPE.merge(memory, other);
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, Objects.toString(e.getMessage()), e);
    }
  }
}
