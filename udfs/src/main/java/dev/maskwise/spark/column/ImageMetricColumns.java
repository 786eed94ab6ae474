package dev.maskwise.spark.column;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: metrics of one image. A test writes this from the list of SQL
 * functions.
 */
abstract class ImageMetricColumns extends ScoreMetricColumns {
  ImageMetricColumns() {}

  /** {@link #iou(Column)} of {@link #overlap(Column, Column)}. */
  public static Column iou(Column truth, Column prediction) {
    return iou(overlap(truth, prediction));
  }

  /** {@link #iou(Column)} of {@link #overlap(Column, Column, int)}. */
  public static Column iou(Column truth, Column prediction, int ignore) {
    return iou(overlap(truth, prediction, ignore));
  }

  /** {@link #dice(Column)} of {@link #overlap(Column, Column)}. */
  public static Column dice(Column truth, Column prediction) {
    return dice(overlap(truth, prediction));
  }

  /** {@link #dice(Column)} of {@link #overlap(Column, Column, int)}. */
  public static Column dice(Column truth, Column prediction, int ignore) {
    return dice(overlap(truth, prediction, ignore));
  }

  /** {@link #precision(Column)} of {@link #overlap(Column, Column)}. */
  public static Column precision(Column truth, Column prediction) {
    return precision(overlap(truth, prediction));
  }

  /** {@link #precision(Column)} of {@link #overlap(Column, Column, int)}. */
  public static Column precision(Column truth, Column prediction, int ignore) {
    return precision(overlap(truth, prediction, ignore));
  }

  /** {@link #recall(Column)} of {@link #overlap(Column, Column)}. */
  public static Column recall(Column truth, Column prediction) {
    return recall(overlap(truth, prediction));
  }

  /** {@link #recall(Column)} of {@link #overlap(Column, Column, int)}. */
  public static Column recall(Column truth, Column prediction, int ignore) {
    return recall(overlap(truth, prediction, ignore));
  }

  /** {@link #specificity(Column)} of {@link #overlap(Column, Column)}. */
  public static Column specificity(Column truth, Column prediction) {
    return specificity(overlap(truth, prediction));
  }

  /** {@link #specificity(Column)} of {@link #overlap(Column, Column, int)}. */
  public static Column specificity(Column truth, Column prediction, int ignore) {
    return specificity(overlap(truth, prediction, ignore));
  }

  /** {@link #meanIou(Column)} of {@link #confusion(Column, Column, int)}. */
  public static Column meanIou(Column truth, Column prediction, int classes) {
    return meanIou(confusion(truth, prediction, classes));
  }

  /** {@link #meanIou(Column)} of {@link #confusion(Column, Column, int, int)}. */
  public static Column meanIou(Column truth, Column prediction, int classes, int ignore) {
    return meanIou(confusion(truth, prediction, classes, ignore));
  }

  /** {@link #meanDice(Column)} of {@link #confusion(Column, Column, int)}. */
  public static Column meanDice(Column truth, Column prediction, int classes) {
    return meanDice(confusion(truth, prediction, classes));
  }

  /** {@link #meanDice(Column)} of {@link #confusion(Column, Column, int, int)}. */
  public static Column meanDice(Column truth, Column prediction, int classes, int ignore) {
    return meanDice(confusion(truth, prediction, classes, ignore));
  }

  /** {@link #pixelAccuracy(Column)} of {@link #confusion(Column, Column, int)}. */
  public static Column pixelAccuracy(Column truth, Column prediction, int classes) {
    return pixelAccuracy(confusion(truth, prediction, classes));
  }

  /** {@link #pixelAccuracy(Column)} of {@link #confusion(Column, Column, int, int)}. */
  public static Column pixelAccuracy(Column truth, Column prediction, int classes, int ignore) {
    return pixelAccuracy(confusion(truth, prediction, classes, ignore));
  }

  /** {@link #meanClassAccuracy(Column)} of {@link #confusion(Column, Column, int)}. */
  public static Column meanClassAccuracy(Column truth, Column prediction, int classes) {
    return meanClassAccuracy(confusion(truth, prediction, classes));
  }

  /** {@link #meanClassAccuracy(Column)} of {@link #confusion(Column, Column, int, int)}. */
  public static Column meanClassAccuracy(Column truth, Column prediction, int classes, int ignore) {
    return meanClassAccuracy(confusion(truth, prediction, classes, ignore));
  }

  /** {@link #frequencyWeightedIou(Column)} of {@link #confusion(Column, Column, int)}. */
  public static Column frequencyWeightedIou(Column truth, Column prediction, int classes) {
    return frequencyWeightedIou(confusion(truth, prediction, classes));
  }

  /** {@link #frequencyWeightedIou(Column)} of {@link #confusion(Column, Column, int, int)}. */
  public static Column frequencyWeightedIou(
      Column truth, Column prediction, int classes, int ignore) {
    return frequencyWeightedIou(confusion(truth, prediction, classes, ignore));
  }

  /** {@link #brier(Column)} of {@link #softOverlap(Column, Column)}. */
  public static Column brier(Column scores, Column truth) {
    return brier(softOverlap(scores, truth));
  }

  /** {@link #brier(Column)} of {@link #softOverlap(Column, Column, int)}. */
  public static Column brier(Column scores, Column truth, int ignore) {
    return brier(softOverlap(scores, truth, ignore));
  }

  /** {@link #brier(Column)} of {@link #softOverlap(Column, Column, int, String)}. */
  public static Column brier(Column scores, Column truth, int ignore, String score) {
    return brier(softOverlap(scores, truth, ignore, score));
  }
}
