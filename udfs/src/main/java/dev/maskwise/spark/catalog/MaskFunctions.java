package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.count.Masks;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StaticCall;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * Masks and label maps made of other maps and of scores. Called by generated code; what a method
 * computes stands in the list.
 */
public final class MaskFunctions {
  private static final int IGNORED = 255;

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.of(
              Group.IMAGE,
              "mask_of_class",
              "The mask of one class of a label map: 1 where the label is the class, 255 where it is"
                  + " the ignore label, else 0.",
              List.of(
                  SqlArgument.binary("labels", "a label map, one byte a pixel"),
                  SqlArgument.integer("class", "the label of the foreground, from 0 to 254"),
                  SqlArgument.integer("ignore", "the label that becomes 255; negative for none")
                      .orElse(-1)),
              "binary, one byte a pixel",
              "the definition of a mask",
              StaticCall.of(MaskFunctions.class, "maskOfClass", DataTypes.BinaryType),
              new Example("SELECT hex(mask_of_class(X'00020B02', 2, 11))", "0001FF01")),
          SqlFunction.of(
              Group.IMAGE,
              "mask_of_scores",
              "The mask that scores of one class predict: 1 where the score is at least the"
                  + " threshold, else 0.",
              List.of(
                  SqlArgument.scores(),
                  SqlArgument.number(
                      "threshold",
                      "0 for logits and 0.5 for probabilities where both errors weigh the same; the"
                          + " nearest float32 counts")),
              "binary, one byte a pixel",
              "the definition of a mask",
              StaticCall.of(MaskFunctions.class, "maskOfScores", DataTypes.BinaryType),
              new Example("SELECT hex(mask_of_scores(X'00000000000000C000004040', 0))", "010001")),
          SqlFunction.of(
              Group.IMAGE,
              "labels_of_scores",
              "The label map that scores of many classes predict: the class of the largest score, the"
                  + " lowest class among equals.",
              List.of(SqlArgument.scoresOfClasses(), SqlArgument.classes()),
              "binary, one byte a pixel; above 256 classes two bytes, in little-endian order",
              "the definition of a prediction",
              StaticCall.of(MaskFunctions.class, "labelsOfScores", DataTypes.BinaryType),
              new Example(
                  "SELECT hex(labels_of_scores(array(0F, 1F, 2F, 1F, -1F, 3F), 3))", "0102")));

  private MaskFunctions() {}

  public static byte[] maskOfClass(byte[] labels, int classId, int ignore) {
    if (classId < 0 || classId >= IGNORED || classId == ignore) {
      throw new IllegalArgumentException(
          "the class is a label from 0 to 254 and not the ignore label, but it is %d and the ignore label %d."
              .formatted(classId, ignore));
    }
    return Masks.ofLabel(labels, classId, ignore);
  }

  public static byte[] maskOfScores(Object scores, double threshold) {
    return ImageArguments.mask(scores, threshold);
  }

  public static byte[] labelsOfScores(Object scores, int classes) {
    return ImageArguments.labels(scores, classes);
  }
}
