package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/** Functions of {@link Maskwise}: many masks. A test writes this from the list of SQL functions. */
abstract class AggregateColumns extends ImageMetricColumns {
  AggregateColumns() {}

  /**
   * The counts of overlap summed over images: those of the data set, from which its Dice, IoU and
   * their like follow. Images with a null are left out.
   *
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @param prediction a mask of the same pixels
   * @return the struct of overlap, in pixels; zeros without an image
   */
  public static Column overlapAgg(Column truth, Column prediction) {
    return call_function("overlap_agg", truth, prediction);
  }

  /**
   * {@link #overlapAgg(Column, Column)} with {@code ignore}: the label of the truth whose pixels
   * count nowhere; negative for none.
   */
  public static Column overlapAgg(Column truth, Column prediction, Column ignore) {
    return call_function("overlap_agg", truth, prediction, ignore);
  }

  /** {@link #overlapAgg(Column, Column, Column)} with constants. */
  public static Column overlapAgg(Column truth, Column prediction, int ignore) {
    return call_function("overlap_agg", truth, prediction, lit(ignore));
  }

  /**
   * The counts of all images together from the counts of some: those of single images, of slices,
   * or stored ones. Nulls are left out.
   *
   * @param overlap from overlap or overlap_agg
   * @return the struct of overlap, in pixels; zeros without an image
   */
  public static Column overlapMerge(Column overlap) {
    return call_function("overlap_merge", overlap);
  }

  /**
   * The confusion matrix of a data set as a state. Images with a null are left out.
   *
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param prediction a label map of the same pixels
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return binary: versioned bytes, readable by later releases; of no classes without an image
   */
  public static Column confusionAgg(Column truth, Column prediction, Column classes) {
    return call_function("confusion_agg", truth, prediction, classes);
  }

  /** {@link #confusionAgg(Column, Column, Column)} with constants. */
  public static Column confusionAgg(Column truth, Column prediction, int classes) {
    return call_function("confusion_agg", truth, prediction, lit(classes));
  }

  /**
   * {@link #confusionAgg(Column, Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column confusionAgg(
      Column truth, Column prediction, Column classes, Column ignore) {
    return call_function("confusion_agg", truth, prediction, classes, ignore);
  }

  /** {@link #confusionAgg(Column, Column, Column, Column)} with constants. */
  public static Column confusionAgg(Column truth, Column prediction, int classes, int ignore) {
    return call_function("confusion_agg", truth, prediction, lit(classes), lit(ignore));
  }

  /**
   * The state of all images together from states of some: those of single images, of slices, or
   * stored ones. Nulls are left out.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column confusionMerge(Column state) {
    return call_function("confusion_merge", state);
  }

  /**
   * The mean IoU of a data set, in one step: the counts of all images are summed first. Classes
   * with 0/0 enter no mean; null where none is left.
   *
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param prediction a label map of the same pixels
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return a double, a ratio, [0, 1]
   */
  public static Column meanIouAgg(Column truth, Column prediction, Column classes) {
    return call_function("mean_iou_agg", truth, prediction, classes);
  }

  /** {@link #meanIouAgg(Column, Column, Column)} with constants. */
  public static Column meanIouAgg(Column truth, Column prediction, int classes) {
    return call_function("mean_iou_agg", truth, prediction, lit(classes));
  }

  /**
   * {@link #meanIouAgg(Column, Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column meanIouAgg(Column truth, Column prediction, Column classes, Column ignore) {
    return call_function("mean_iou_agg", truth, prediction, classes, ignore);
  }

  /** {@link #meanIouAgg(Column, Column, Column, Column)} with constants. */
  public static Column meanIouAgg(Column truth, Column prediction, int classes, int ignore) {
    return call_function("mean_iou_agg", truth, prediction, lit(classes), lit(ignore));
  }
}
