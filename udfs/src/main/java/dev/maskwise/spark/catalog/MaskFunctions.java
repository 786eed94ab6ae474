package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.count.Masks;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * Counts of the masks and label maps of one image. Called by generated code; what a method computes
 * stands in the list.
 */
public final class MaskFunctions {
  private static final int IGNORED = 255;

  static final List<SqlArgument> MASKS =
      List.of(
          SqlArgument.truthMask(),
          SqlArgument.binary("prediction", "a mask of the same pixels"),
          SqlArgument.ignore());

  static final List<SqlArgument> LABEL_MAPS =
      List.of(
          SqlArgument.truthLabels(),
          SqlArgument.binary("prediction", "a label map of the same pixels"),
          SqlArgument.classes(),
          SqlArgument.ignore());

  static final List<SqlFunction> ALL =
      List.of(
          new SqlFunction(
              "mask_of_class",
              SqlFunction.Group.IMAGE,
              "The mask of one class of a label map: 1 where the label is the class, 255 where it is"
                  + " the ignore label, else 0.",
              List.of(
                  SqlArgument.binary("labels", "a label map, one byte a pixel"),
                  SqlArgument.integer("class", "the label of the foreground, from 0 to 254"),
                  SqlArgument.integer("ignore", "the label that becomes 255; negative for none")
                      .orElse(-1)),
              "binary, one byte a pixel",
              List.of(
                  new SqlFunction.Example(
                      "SELECT hex(mask_of_class(X'00020B02', 2, 11))", "0001FF01")),
              "the definition of a mask",
              StaticCall.of(MaskFunctions.class, "maskOfClass", DataTypes.BinaryType)),
          new SqlFunction(
              "overlap",
              SqlFunction.Group.IMAGE,
              "The counts of two masks from which Dice, IoU, precision, recall and specificity follow.",
              MASKS,
              "a struct of counts of pixels: intersection, truth_cardinality, prediction_cardinality,"
                  + " pixels, the valid ones",
              List.of(
                  new SqlFunction.Example(
                      "SELECT overlap(X'01010000', X'01000000')",
                      "{\"intersection\":1,\"truth_cardinality\":2,\"prediction_cardinality\":1,\"pixels\":4}"),
                  new SqlFunction.Example(
                      "SELECT dice(overlap(X'0101FF00', X'01000101', 255))", "0.5")),
              "van Rijsbergen 1979, Information Retrieval, ch. 7",
              StaticCall.of(MaskFunctions.class, "overlap", OverlapFunctions.OVERLAP)),
          new SqlFunction(
              "confusion",
              SqlFunction.Group.IMAGE,
              "The confusion matrix of two label maps, as a state that confusion_merge adds up and"
                  + " mean_iou and its like read.",
              LABEL_MAPS,
              StateKind.RESULT,
              List.of(
                  new SqlFunction.Example(
                      "SELECT counts_of_confusion(confusion(X'00010100', X'00010000', 2))",
                      "[[2,0],[1,1]]"),
                  new SqlFunction.Example(
                      "SELECT mean_iou(confusion(X'000101FF', X'00010000', 2, 255))", "0.5")),
              "Long, Shelhamer & Darrell 2015, Fully Convolutional Networks, §5",
              StaticCall.of(MaskFunctions.class, "confusion", DataTypes.BinaryType)));

  private MaskFunctions() {}

  public static byte[] maskOfClass(byte[] labels, int classId, int ignore) {
    if (classId < 0 || classId >= IGNORED || classId == ignore) {
      throw new IllegalArgumentException("the class is a label from 0 to 254 and not the ignore label, but it is %d and the ignore label %d."
              .formatted(classId, ignore));
    }
    return Masks.ofLabel(labels, classId, ignore);
  }

  public static InternalRow overlap(byte[] truth, byte[] prediction, int ignore) {
    return OverlapFunctions.row(ImageArguments.overlap(truth, prediction, ignore));
  }

  public static byte[] confusion(byte[] truth, byte[] prediction, int classes, int ignore) {
    return ConfusionMatrix.TYPE.encode(
        ImageArguments.confusion(truth, prediction, classes, ignore));
  }
}
