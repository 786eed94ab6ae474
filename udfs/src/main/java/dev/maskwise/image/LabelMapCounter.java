package dev.maskwise.image;

import static dev.maskwise.image.FaultException.TRUTH;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.WideRows;
import dev.maskwise.kernel.count.Confusion;
import dev.maskwise.kernel.count.JointRows;
import dev.maskwise.kernel.count.Labels;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the confusion matrices of an image: one truth against the predictions of any number of
 * models, each pixel read once.
 *
 * <p>All maps advance together, by rows or, with two-byte labels, by strips that fit a core's
 * cache. So memory is the rows or strips and the counts (256 KiB a model for one-byte labels, K²
 * longs for two-byte labels), whatever the size of the image. Buffers are reused from image to
 * image. Not thread-safe: one counter a task.
 */
public final class LabelMapCounter {
  /** Bytes of one map in a strip, at least a row. */
  private static final int STRIP_BYTES = 1 << 16;

  private final LabelRange range;
  private final int classes;
  private final int ignore;
  private final boolean dropsPredicted;
  private byte[] truthStrip = new byte[0];
  private byte[] predictionStrip = new byte[0];
  private JointRows[] joint = new JointRows[0];

  /**
   * @param classes how many classes K; labels are 0 … K − 1
   * @param ignore the truth label whose pixels count nowhere, inside or outside the classes;
   *     negative for none
   */
  public LabelMapCounter(int classes, int ignore) {
    this(classes, ignore, /* dropsPredicted= */ false);
  }

  /**
   * @param dropsPredicted whether pixels that are predicted as the ignore label count nowhere
   *     either; it is then the first label after the classes
   */
  public LabelMapCounter(int classes, int ignore, boolean dropsPredicted) {
    this.range = new LabelRange(classes, ignore);
    this.classes = dropsPredicted ? classes + 1 : classes;
    this.ignore = ignore;
    this.dropsPredicted = dropsPredicted;
    if (dropsPredicted && ignore != classes) {
      throw new IllegalArgumentException(
          "The ignore label of %d classes is %d, not %d.".formatted(classes, classes, ignore));
    }
  }

  /**
   * The confusion matrix of each prediction, in order.
   *
   * @throws FaultException when a map is malformed, a prediction's shape is not the truth's, or a
   *     label is out of range; the counter can be used for the next image all the same
   */
  public List<ConfusionMatrix> count(LabelMapRows truth, List<? extends LabelMapRows> predictions)
      throws FaultException {
    boolean wide = truth.bytesPerPixel() == 2;
    for (int m = 0; m < predictions.size(); m++) {
      LabelMapRows prediction = predictions.get(m);
      if (prediction.width() != truth.width() || prediction.height() != truth.height()) {
        throw new FaultException(
            m,
            new Fault.OtherShape(
                prediction.width(), prediction.height(), truth.width(), truth.height()));
      }
      wide |= prediction.bytesPerPixel() == 2;
    }
    if (!wide) {
      return countNarrow(truth, predictions);
    }
    List<LabelMapRows> widened = new ArrayList<>();
    for (LabelMapRows prediction : predictions) {
      widened.add(widen(prediction));
    }
    return countWide(widen(truth), widened);
  }

  private List<ConfusionMatrix> countNarrow(
      LabelMapRows truth, List<? extends LabelMapRows> predictions) throws FaultException {
    clearJoint(predictions.size());
    int width = truth.width();
    LabelRow trueRow = new LabelRow(width);
    LabelRow[] rows = new LabelRow[predictions.size()];
    Arrays.setAll(rows, m -> new LabelRow(width));
    for (int y = 0; y < truth.height(); y++) {
      next(truth, TRUTH, trueRow);
      for (int m = 0; m < rows.length; m++) {
        LabelRow row = rows[m];
        count(trueRow, row, true, joint[m]);
        next(predictions.get(m), m, row);
        count(row, trueRow, false, joint[m]);
        joint[m].add(trueRow.labels(), row.labels(), width, trueRow.changes() + row.changes());
      }
    }
    List<ConfusionMatrix> matrices = new ArrayList<>();
    for (int m = 0; m < predictions.size(); m++) {
      long[] matrix = new long[classes * classes];
      int[] counts = joint[m].counts(trueRow.labels(), rows[m].labels(), width);
      if (joint[m].fold(classes, ignore, matrix) > 0) {
        throw outOfRange(m, counts);
      }
      matrices.add(matrix(matrix));
    }
    return matrices;
  }

  private List<ConfusionMatrix> countWide(
      LabelMapRows truth, List<? extends LabelMapRows> predictions) throws FaultException {
    long[][] matrices = new long[predictions.size()][classes * classes];
    forEachStrip(
        truth,
        predictions,
        (m, pixels) -> {
          long outOfRange =
              Confusion.countWide(
                  truthStrip, predictionStrip, pixels, classes, ignore, matrices[m]);
          if (outOfRange > 0) {
            throw outOfRange(m, pixels);
          }
        });
    return Arrays.stream(matrices).map(this::matrix).toList();
  }

  /** The matrix of the classes alone: of the ignore label the truth holds no pixel that counts. */
  private ConfusionMatrix matrix(long[] counts) {
    int kept = range.classes();
    if (!dropsPredicted) {
      return ConfusionMatrix.of(kept, counts);
    }
    long[] some = new long[kept * kept];
    for (int t = 0; t < kept; t++) {
      System.arraycopy(counts, t * classes, some, t * kept, kept);
    }
    return ConfusionMatrix.of(kept, some);
  }

  private interface StripCounter {
    void count(int prediction, int pixels) throws FaultException;
  }

  private void forEachStrip(
      LabelMapRows truth, List<? extends LabelMapRows> predictions, StripCounter counter)
      throws FaultException {
    int rowBytes = Math.multiplyExact(truth.width(), truth.bytesPerPixel());
    int stripRows = Math.min(truth.height(), Math.max(1, STRIP_BYTES / rowBytes));
    reserve(stripRows * rowBytes);
    for (int row = 0; row < truth.height(); row += stripRows) {
      int rows = Math.min(stripRows, truth.height() - row);
      read(truth, TRUTH, truthStrip, rows);
      for (int m = 0; m < predictions.size(); m++) {
        read(predictions.get(m), m, predictionStrip, rows);
        counter.count(m, rows * truth.width());
      }
    }
  }

  private static void read(LabelMapRows map, int prediction, byte[] strip, int rows)
      throws FaultException {
    try {
      map.read(strip, rows);
    } catch (MalformedException e) {
      throw new FaultException(prediction, Fault.of(e));
    }
  }

  private static void count(LabelRow row, LabelRow other, boolean isTruth, JointRows joint) {
    joint.change(row.labels(), other.labels(), isTruth, row.places(), row.before(), row.changes());
  }

  private static void next(LabelMapRows map, int mask, LabelRow row) throws FaultException {
    try {
      map.next(row);
    } catch (MalformedException e) {
      throw new FaultException(mask, Fault.of(e));
    }
  }

  private void reserve(int bytes) {
    if (truthStrip.length < bytes) {
      truthStrip = new byte[bytes];
      predictionStrip = new byte[bytes];
    }
  }

  private void clearJoint(int predictions) {
    if (joint.length != predictions) {
      joint = new JointRows[predictions];
      Arrays.setAll(joint, m -> new JointRows());
    }
    for (JointRows rows : joint) {
      rows.clear();
    }
  }

  private static LabelMapRows widen(LabelMapRows map) {
    return map.bytesPerPixel() == 2 ? map : new WideRows(map);
  }

  /** The first label out of range in a joint histogram that has one, the truth's labels first. */
  private FaultException outOfRange(int prediction, int[] joint) {
    for (int mask : new int[] {TRUTH, prediction}) {
      for (int label = classes; label < 256; label++) {
        long pixels = 0;
        for (int other = 0; other < 256; other++) {
          int t = mask == TRUTH ? label : other;
          int p = mask == TRUTH ? other : label;
          pixels += t == ignore ? 0 : joint[t << 8 | p];
        }
        if (pixels > 0) {
          return outOfRange(mask, label, pixels);
        }
      }
    }
    throw new IllegalStateException("no label of the joint histogram is out of range");
  }

  /** The first label out of range in a strip of two-byte labels that has one. */
  private FaultException outOfRange(int prediction, int pixels) {
    int at = Confusion.firstOutOfRange(truthStrip, predictionStrip, pixels, 2, classes, ignore);
    int label = Labels.at(truthStrip, 2, at);
    return label >= classes
        ? outOfRange(TRUTH, label, 0L)
        : outOfRange(prediction, Labels.at(predictionStrip, 2, at), 0L);
  }

  private FaultException outOfRange(int mask, int label, long pixels) {
    return new FaultException(mask, new Fault.OtherPair(label, null, pixels, range));
  }
}
