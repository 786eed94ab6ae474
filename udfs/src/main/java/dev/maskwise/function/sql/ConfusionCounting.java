package dev.maskwise.function.sql;

import dev.maskwise.kernel.Confusion;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Arrays;
import java.util.List;

/** Confusion matrices of two raw label maps. */
final class ConfusionCounting {
  private static final int NARROW_CLASSES = 256;

  /** The counts of pairs of labels, 256 KiB a thread. */
  private static final ThreadLocal<int[]> JOINT =
      ThreadLocal.withInitial(() -> new int[Confusion.JOINT_SIZE]);

  static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.binary(
              "truth",
              "a label map, one byte a pixel; above 256 classes two bytes, in little-endian order"),
          SqlArgument.binary("prediction", "a label map of the same pixels"),
          SqlArgument.integer(
              "classes", "how many there are, from 1 to 4096; the labels 0 … classes − 1"),
          SqlArgument.ignore());

  private ConfusionCounting() {}

  static ConfusionMatrix count(
      String function, byte[] truth, byte[] prediction, int classes, int ignore) {
    if (classes < 1 || classes > ConfusionMatrix.MAX_CLASSES) {
      throw new Refusal(
          function,
          "there are 1 to %d classes, not %d.".formatted(ConfusionMatrix.MAX_CLASSES, classes));
    }
    int bytesPerPixel = classes > NARROW_CLASSES ? 2 : 1;
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

  /**
   * The matrix of a state.
   *
   * @param function the name of the function, for the message
   */
  static ConfusionMatrix decode(String function, byte[] state) {
    try {
      return ConfusionMatrix.TYPE.decode(state);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          function,
          "the state is not one of mask_confusion, confusion_agg or confusion_merge: "
              + e.getMessage(),
          e);
    }
  }
}
