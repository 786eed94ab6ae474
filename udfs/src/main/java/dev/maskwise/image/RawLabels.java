package dev.maskwise.image;

import static dev.maskwise.image.FaultException.TRUTH;

import dev.maskwise.kernel.count.Confusion;
import dev.maskwise.kernel.count.Labels;
import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.Arrays;

/** Counts of two label maps, or two masks, that lie in arrays of bytes. Nothing is copied. */
public final class RawLabels {
  /** The counts of pairs of labels, 256 KiB a thread. */
  private static final ThreadLocal<int[]> JOINT =
      ThreadLocal.withInitial(() -> new int[Confusion.JOINT_SIZE]);

  private RawLabels() {}

  /**
   * The counts of two masks, one byte a pixel, 0 is background. O(pixels).
   *
   * @param ignore the label of the truth whose pixels count nowhere; negative for none
   * @throws FaultException if the masks differ in length
   */
  public static OverlapCounts overlap(byte[] truth, byte[] prediction, int ignore)
      throws FaultException {
    requireLength(truth, prediction, new LabelRange(0, ignore));
    long[] counts = new long[3];
    int pixels = truth.length;
    if (ignore < 0) {
      Overlap.count(truth, prediction, pixels, counts);
    } else {
      pixels = Overlap.countValid(truth, prediction, pixels, ignore, counts);
    }
    return new OverlapCounts(counts[0], counts[1], counts[2], pixels);
  }

  /**
   * The confusion matrix of two label maps, one byte a pixel; above 256 classes two, in
   * little-endian order. O(pixels + classes²).
   *
   * @param classes from 1 to {@link ConfusionMatrix#MAX_CLASSES}; the labels 0 … {@code classes} −
   *     1
   * @param ignore the label of the truth whose pixels count nowhere; negative for none
   * @throws FaultException if the maps differ in length or a label is no class
   * @throws IllegalArgumentException if there cannot be so many classes
   */
  public static ConfusionMatrix confusion(byte[] truth, byte[] prediction, int classes, int ignore)
      throws FaultException {
    if (classes < 1 || classes > ConfusionMatrix.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "There are 1 to %d classes, not %d.".formatted(ConfusionMatrix.MAX_CLASSES, classes));
    }
    LabelRange range = new LabelRange(classes, ignore);
    requireLength(truth, prediction, range);
    int pixels = truth.length / range.bytesPerPixel();
    long[] matrix = new long[classes * classes];
    long outOfRange;
    if (range.bytesPerPixel() == 1) {
      int[] joint = JOINT.get();
      Arrays.fill(joint, 0);
      Confusion.countJoint(truth, prediction, pixels, joint);
      outOfRange = Confusion.fold(joint, classes, ignore, matrix);
    } else {
      outOfRange = Confusion.countWide(truth, prediction, pixels, classes, ignore, matrix);
    }
    if (outOfRange > 0) {
      throw outOfRange(truth, prediction, pixels, outOfRange, range);
    }
    return ConfusionMatrix.of(classes, matrix);
  }

  private static void requireLength(byte[] truth, byte[] prediction, LabelRange range)
      throws FaultException {
    if (truth.length != prediction.length || truth.length % range.bytesPerPixel() != 0) {
      throw new FaultException(0, new Fault.OtherLength(prediction.length, truth.length, range));
    }
  }

  private static FaultException outOfRange(
      byte[] truth, byte[] prediction, int pixels, long outOfRange, LabelRange range) {
    int each = range.bytesPerPixel();
    int at =
        Confusion.firstOutOfRange(truth, prediction, pixels, each, range.classes(), range.ignore());
    int ofTruth = Labels.at(truth, each, at);
    boolean inTruth = ofTruth >= range.classes();
    return new FaultException(
        inTruth ? TRUTH : 0,
        new Fault.OtherPair(
            inTruth ? ofTruth : Labels.at(prediction, each, at),
            new Fault.Pixel(at, pixels),
            outOfRange,
            range));
  }
}
