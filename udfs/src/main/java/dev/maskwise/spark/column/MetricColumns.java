package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: metrics of masks. A test writes this from the list of SQL
 * functions.
 */
abstract class MetricColumns extends ClassScoreColumns {
  MetricColumns() {}

  /**
   * The IoU (Jaccard) of a class against the rest: I / (T + P − I), with I the intersection, T and
   * P the cardinalities of truth and prediction and N the pixels. Null for 0/0.
   *
   * @param overlap counts of pixels from overlap, overlap_agg or class_overlap
   * @return a double, a ratio, [0, 1]
   */
  public static Column iou(Column overlap) {
    return call_function("iou", overlap);
  }

  /**
   * The Dice (F1) of a class against the rest: 2·I / (T + P), with I the intersection, T and P the
   * cardinalities of truth and prediction and N the pixels. Null for 0/0.
   *
   * @param overlap counts of pixels from overlap, overlap_agg or class_overlap
   * @return a double, a ratio, [0, 1]
   */
  public static Column dice(Column overlap) {
    return call_function("dice", overlap);
  }

  /**
   * The precision of a class against the rest: I / P, with I the intersection, T and P the
   * cardinalities of truth and prediction and N the pixels. Null for 0/0.
   *
   * @param overlap counts of pixels from overlap, overlap_agg or class_overlap
   * @return a double, a ratio, [0, 1]
   */
  public static Column precision(Column overlap) {
    return call_function("precision", overlap);
  }

  /**
   * The recall (sensitivity) of a class against the rest: I / T, with I the intersection, T and P
   * the cardinalities of truth and prediction and N the pixels. Null for 0/0.
   *
   * @param overlap counts of pixels from overlap, overlap_agg or class_overlap
   * @return a double, a ratio, [0, 1]
   */
  public static Column recall(Column overlap) {
    return call_function("recall", overlap);
  }

  /**
   * The specificity of a class against the rest: (N − T − P + I) / (N − T), with I the
   * intersection, T and P the cardinalities of truth and prediction and N the pixels. Null for 0/0.
   *
   * @param overlap counts of pixels from overlap, overlap_agg or class_overlap
   * @return a double, a ratio, [0, 1]
   */
  public static Column specificity(Column overlap) {
    return call_function("specificity", overlap);
  }

  /**
   * The mean IoU of a confusion state: mean over classes of iou. Classes with 0/0 enter no mean;
   * null where none is left.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column meanIou(Column state) {
    return call_function("mean_iou", state);
  }

  /**
   * The mean Dice of a confusion state: mean over classes of dice. Classes with 0/0 enter no mean;
   * null where none is left.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column meanDice(Column state) {
    return call_function("mean_dice", state);
  }

  /**
   * The pixel accuracy of a confusion state: Σ_c I_c / N. Classes with 0/0 enter no mean; null
   * where none is left.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column pixelAccuracy(Column state) {
    return call_function("pixel_accuracy", state);
  }

  /**
   * The mean class accuracy of a confusion state: mean over classes of recall. Classes with 0/0
   * enter no mean; null where none is left.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column meanClassAccuracy(Column state) {
    return call_function("mean_class_accuracy", state);
  }

  /**
   * The frequency-weighted IoU of a confusion state: Σ_c T_c·iou_c / Σ_c T_c. Classes with 0/0
   * enter no mean; null where none is left.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column frequencyWeightedIou(Column state) {
    return call_function("frequency_weighted_iou", state);
  }

  /**
   * The counts of a confusion state, rows the truth, columns the prediction.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @return array&lt;array&lt;bigint&gt;&gt;, in pixels
   */
  public static Column confusionCounts(Column state) {
    return call_function("confusion_counts", state);
  }

  /**
   * One class of a confusion state against the rest, for iou, dice and their like.
   *
   * @param state from confusion, confusion_agg or confusion_merge
   * @param classId its label
   * @return the struct of overlap, in pixels
   */
  public static Column classOverlap(Column state, Column classId) {
    return call_function("class_overlap", state, classId);
  }

  /** {@link #classOverlap(Column, Column)} with constants. */
  public static Column classOverlap(Column state, int classId) {
    return call_function("class_overlap", state, lit(classId));
  }
}
