package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.count.Confusion;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Arrays;
import java.util.List;

/** Confusion matrices of two raw label maps. */
final class ConfusionCounting {
  /** The counts of pairs of labels, 256 KiB a thread. */
  private static final ThreadLocal<int[]> JOINT =
      ThreadLocal.withInitial(() -> new int[Confusion.JOINT_SIZE]);

  static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.truthLabels(),
          SqlArgument.binary("prediction", "a label map of the same pixels"),
          SqlArgument.classes(),
          SqlArgument.ignore());

  private ConfusionCounting() {}

  static ConfusionMatrix count(
      String function, byte[] truth, byte[] prediction, int classes, int ignore) {
    int bytesPerPixel = LabelledPixels.bytesPerPixel(function, classes);
    if (truth.length != prediction.length || truth.length % bytesPerPixel != 0) {
      throw new Refusal(
          function,
          "the truth has %d bytes and the prediction %d, but with %d classes both have %d a pixel."
              .formatted(truth.length, prediction.length, classes, bytesPerPixel));
    }
    int pixels = truth.length / bytesPerPixel;
    long[] matrix = new long[classes * classes];
    long outOfRange;
    if (bytesPerPixel == 1) {
      int[] joint = JOINT.get();
      Arrays.fill(joint, 0);
      Confusion.countJoint(truth, prediction, pixels, joint);
      outOfRange = Confusion.fold(joint, classes, ignore, matrix);
    } else {
      outOfRange = Confusion.countWide(truth, prediction, pixels, classes, ignore, matrix);
    }
    if (outOfRange > 0) {
      int at = Confusion.firstOutOfRange(truth, prediction, pixels, bytesPerPixel, classes, ignore);
      throw outOfRange(function, truth, prediction, at, bytesPerPixel, classes, ignore);
    }
    return ConfusionMatrix.of(classes, matrix);
  }

  private static Refusal outOfRange(
      String function,
      byte[] truth,
      byte[] prediction,
      int pixel,
      int bytesPerPixel,
      int classes,
      int ignore) {
    int label = label(truth, pixel, bytesPerPixel);
    boolean inTruth = label >= classes;
    return new Refusal(
        function,
        "the %s holds the label %d at pixel %d, but the classes are 0 to %d and %s."
            .formatted(
                inTruth ? "truth" : "prediction",
                inTruth ? label : label(prediction, pixel, bytesPerPixel),
                pixel,
                classes - 1,
                ignore < 0 ? "no label is ignored" : "the ignore label of the truth is " + ignore));
  }

  private static int label(byte[] map, int pixel, int bytesPerPixel) {
    return bytesPerPixel == 1
        ? map[pixel] & 0xff
        : (map[2 * pixel] & 0xff) | (map[2 * pixel + 1] & 0xff) << 8;
  }
}
