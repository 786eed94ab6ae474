package dev.maskwise.spark.catalog;

import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
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
              "The counts of overlap summed over images: those of the data set, from which its"
                  + " Dice, IoU and their like follow. Images with a null are left out.",
              MaskFunctions.MASKS,
              "the struct of overlap, in pixels; zeros without an image",
              "SELECT dice(overlap_agg(truth, prediction))" + TWO_IMAGES,
              "0.8",
              new Aggregation<>(
                  OverlapCounts.TYPE, OverlapAggregates::addOverlap, OverlapFunctions::row),
              OverlapFunctions.OVERLAP),
          StatisticAggregate.function(
              SOURCE,
              "overlap_merge",
              "The counts of all images together from the counts of some: those of single images, of"
                  + " slices, or stored ones. Nulls are left out.",
              List.of(
                  SqlArgument.of(
                      "overlap", OverlapFunctions.OVERLAP, "from overlap or overlap_agg")),
              "the struct of overlap, in pixels; zeros without an image",
              "SELECT dice(overlap_merge(overlap(truth, prediction)))" + TWO_IMAGES,
              "0.8",
              new Aggregation<>(
                  OverlapCounts.TYPE, OverlapAggregates::mergeOverlap, OverlapFunctions::row),
              OverlapFunctions.OVERLAP),
          StatisticAggregate.function(
              SOURCE,
              "confusion_agg",
              "The confusion matrix of a data set as a state. Images with a null are left out.",
              MaskFunctions.LABEL_MAPS,
              StateKind.RESULT + "; of no classes without an image",
              "SELECT confusion_counts(confusion_agg(truth, prediction, 2))" + TWO_IMAGES,
              "[[2,0],[1,2]]",
              StateKind.CONFUSION.fold("confusion_agg", row -> confusion("confusion_agg", row)),
              DataTypes.BinaryType),
          StateKind.CONFUSION.merge(
              "confusion_merge",
              SOURCE,
              "SELECT mean_iou(confusion_merge(confusion(truth, prediction, 2)))" + TWO_IMAGES,
              "0.6666666666666666"),
          StatisticAggregate.function(
              SOURCE,
              "mean_iou_agg",
              "The mean IoU of a data set, in one step: the counts of all images are summed first."
                  + " Classes with 0/0 enter no mean; null where none is left.",
              MaskFunctions.LABEL_MAPS,
              "a double, a ratio, [0, 1]",
              "SELECT mean_iou_agg(truth, prediction, 2)" + TWO_IMAGES,
              "0.6666666666666666",
              StateKind.CONFUSION.fold(
                  "mean_iou_agg",
                  row -> confusion("mean_iou_agg", row),
                  memory -> ConfusionFunctions.value(ConfusionMetrics.MEAN_IOU, memory)),
              DataTypes.DoubleType));

  private OverlapAggregates() {}

  private static OverlapCounts addOverlap(OverlapCounts memory, Object[] row) {
    return OverlapCounts.TYPE.merge(
        memory,
        ImageArguments.overlap("overlap_agg", (byte[]) row[0], (byte[]) row[1], (int) row[2]));
  }

  private static OverlapCounts mergeOverlap(OverlapCounts memory, Object[] row) {
    OverlapCounts counts = OverlapFunctions.counts("overlap_merge", (InternalRow) row[0]);
    return counts == null ? memory : OverlapCounts.TYPE.merge(memory, counts);
  }

  private static ConfusionMatrix confusion(String function, Object[] row) {
    return ImageArguments.confusion(
        function, (byte[]) row[0], (byte[]) row[1], (int) row[2], (int) row[3]);
  }
}
