package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: the masks of one image. A test writes this from the list of SQL
 * functions.
 */
abstract class MaskColumns extends FileColumns {
  MaskColumns() {}

  /**
   * The mask of one class of a label map: 1 where the label is the class, 255 where it is the
   * ignore label, else 0.
   *
   * @param labels a label map, one byte a pixel
   * @param classId the label of the foreground, from 0 to 254
   * @return binary, one byte a pixel
   */
  public static Column maskOfClass(Column labels, Column classId) {
    return call_function("mask_of_class", labels, classId);
  }

  /** {@link #maskOfClass(Column, Column)} with constants. */
  public static Column maskOfClass(Column labels, int classId) {
    return call_function("mask_of_class", labels, lit(classId));
  }

  /**
   * {@link #maskOfClass(Column, Column)} with {@code ignore}: the label that becomes 255; negative
   * for none.
   */
  public static Column maskOfClass(Column labels, Column classId, Column ignore) {
    return call_function("mask_of_class", labels, classId, ignore);
  }

  /** {@link #maskOfClass(Column, Column, Column)} with constants. */
  public static Column maskOfClass(Column labels, int classId, int ignore) {
    return call_function("mask_of_class", labels, lit(classId), lit(ignore));
  }

  /**
   * The counts of two masks from which Dice, IoU, precision, recall and specificity follow.
   *
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @param prediction a mask of the same pixels
   * @return a struct of counts of pixels: intersection, truth_cardinality, prediction_cardinality,
   *     pixels, the valid ones
   */
  public static Column overlap(Column truth, Column prediction) {
    return call_function("overlap", truth, prediction);
  }

  /**
   * {@link #overlap(Column, Column)} with {@code ignore}: the label of the truth whose pixels count
   * nowhere; negative for none.
   */
  public static Column overlap(Column truth, Column prediction, Column ignore) {
    return call_function("overlap", truth, prediction, ignore);
  }

  /** {@link #overlap(Column, Column, Column)} with constants. */
  public static Column overlap(Column truth, Column prediction, int ignore) {
    return call_function("overlap", truth, prediction, lit(ignore));
  }

  /**
   * The confusion matrix of two label maps, as a state that confusion_merge adds up and mean_iou
   * and its like read.
   *
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param prediction a label map of the same pixels
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column confusion(Column truth, Column prediction, Column classes) {
    return call_function("confusion", truth, prediction, classes);
  }

  /** {@link #confusion(Column, Column, Column)} with constants. */
  public static Column confusion(Column truth, Column prediction, int classes) {
    return call_function("confusion", truth, prediction, lit(classes));
  }

  /**
   * {@link #confusion(Column, Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column confusion(Column truth, Column prediction, Column classes, Column ignore) {
    return call_function("confusion", truth, prediction, classes, ignore);
  }

  /** {@link #confusion(Column, Column, Column, Column)} with constants. */
  public static Column confusion(Column truth, Column prediction, int classes, int ignore) {
    return call_function("confusion", truth, prediction, lit(classes), lit(ignore));
  }
}
