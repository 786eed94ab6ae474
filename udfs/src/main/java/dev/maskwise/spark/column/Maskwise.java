package dev.maskwise.spark.column;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * The SQL functions as columns: a method for each, its name in camel case. Masks, scores and states
 * are columns; every other argument is a column or a constant of Java, and {@code more} are those
 * that may be left out, in the order of the method's line. A metric of one image also takes the
 * masks or label maps themselves: {@code dice(truth, prediction)} is {@code dice(overlap(truth,
 * prediction))}.
 *
 * <p>Each column is a call by name: what it computes, its unit and range, its cost, and what it
 * does with nulls and wrong values stands at the function, in docs/sql.md. The methods work in
 * Spark Connect as well, when the server has the jar; the client needs it only to compile.
 *
 * <p>Sessions that begin with the jar on the class path have the functions. In others the analysis
 * fails with {@code UNRESOLVED_ROUTINE} and the function's name; then {@link #register}.
 */
public final class Maskwise extends PixelColumns {
  private Maskwise() {}

  /**
   * Gives a session the functions that it lacks because it began before the jar was added, as with
   * {@code %jar} in a notebook. In a session that has them this changes nothing.
   *
   * @return the session
   * @throws IllegalArgumentException if it is a Spark Connect session, which has no functions of
   *     its own
   */
  public static SparkSession register(SparkSession spark) {
    return Registration.register(spark);
  }

  // Metrics of counts and states

  /** docs/sql.md#iou. */
  public static Column iou(Column overlap) {
    return call("iou", overlap);
  }

  /** {@link #iou(Column)} of {@link #overlap}; more: ignore. */
  public static Column iou(Column truth, Column prediction, Object... more) {
    return iou(overlap(truth, prediction, more));
  }

  /** docs/sql.md#dice. */
  public static Column dice(Column overlap) {
    return call("dice", overlap);
  }

  /** {@link #dice(Column)} of {@link #overlap}; more: ignore. */
  public static Column dice(Column truth, Column prediction, Object... more) {
    return dice(overlap(truth, prediction, more));
  }

  /** docs/sql.md#precision. */
  public static Column precision(Column overlap) {
    return call("precision", overlap);
  }

  /** {@link #precision(Column)} of {@link #overlap}; more: ignore. */
  public static Column precision(Column truth, Column prediction, Object... more) {
    return precision(overlap(truth, prediction, more));
  }

  /** docs/sql.md#recall. */
  public static Column recall(Column overlap) {
    return call("recall", overlap);
  }

  /** {@link #recall(Column)} of {@link #overlap}; more: ignore. */
  public static Column recall(Column truth, Column prediction, Object... more) {
    return recall(overlap(truth, prediction, more));
  }

  /** docs/sql.md#specificity. */
  public static Column specificity(Column overlap) {
    return call("specificity", overlap);
  }

  /** {@link #specificity(Column)} of {@link #overlap}; more: ignore. */
  public static Column specificity(Column truth, Column prediction, Object... more) {
    return specificity(overlap(truth, prediction, more));
  }

  /** docs/sql.md#mean_iou. */
  public static Column meanIou(Column state) {
    return call("mean_iou", state);
  }

  /** {@link #meanIou(Column)} of {@link #confusion}; more: ignore. */
  public static Column meanIou(Column truth, Column prediction, Object classes, Object... more) {
    return meanIou(confusion(truth, prediction, classes, more));
  }

  /** docs/sql.md#mean_dice. */
  public static Column meanDice(Column state) {
    return call("mean_dice", state);
  }

  /** {@link #meanDice(Column)} of {@link #confusion}; more: ignore. */
  public static Column meanDice(Column truth, Column prediction, Object classes, Object... more) {
    return meanDice(confusion(truth, prediction, classes, more));
  }

  /** docs/sql.md#pixel_accuracy. */
  public static Column pixelAccuracy(Column state) {
    return call("pixel_accuracy", state);
  }

  /** {@link #pixelAccuracy(Column)} of {@link #confusion}; more: ignore. */
  public static Column pixelAccuracy(
      Column truth, Column prediction, Object classes, Object... more) {
    return pixelAccuracy(confusion(truth, prediction, classes, more));
  }

  /** docs/sql.md#mean_class_accuracy. */
  public static Column meanClassAccuracy(Column state) {
    return call("mean_class_accuracy", state);
  }

  /** {@link #meanClassAccuracy(Column)} of {@link #confusion}; more: ignore. */
  public static Column meanClassAccuracy(
      Column truth, Column prediction, Object classes, Object... more) {
    return meanClassAccuracy(confusion(truth, prediction, classes, more));
  }

  /** docs/sql.md#frequency_weighted_iou. */
  public static Column frequencyWeightedIou(Column state) {
    return call("frequency_weighted_iou", state);
  }

  /** {@link #frequencyWeightedIou(Column)} of {@link #confusion}; more: ignore. */
  public static Column frequencyWeightedIou(
      Column truth, Column prediction, Object classes, Object... more) {
    return frequencyWeightedIou(confusion(truth, prediction, classes, more));
  }

  /** docs/sql.md#counts_of_confusion. */
  public static Column countsOfConfusion(Column state) {
    return call("counts_of_confusion", state);
  }

  /** docs/sql.md#average_precision_of; more: threshold, band. */
  public static Column averagePrecisionOf(Column state, Object... more) {
    return call(more, "average_precision_of", state);
  }

  /** docs/sql.md#average_recall_of; more: max_detections, band. */
  public static Column averageRecallOf(Column state, Object... more) {
    return call(more, "average_recall_of", state);
  }

  /** docs/sql.md#overlap_of_class. */
  public static Column overlapOfClass(Column state, Object classId) {
    return call("overlap_of_class", state, classId);
  }

  /** docs/sql.md#soft_dice_loss; more: parameters. */
  public static Column softDiceLoss(Column overlap, Object... more) {
    return call(more, "soft_dice_loss", overlap);
  }

  /** docs/sql.md#soft_iou_loss; more: parameters. */
  public static Column softIouLoss(Column overlap, Object... more) {
    return call(more, "soft_iou_loss", overlap);
  }

  /** docs/sql.md#tversky_loss; more: parameters. */
  public static Column tverskyLoss(Column overlap, Object alpha, Object beta, Object... more) {
    return call(more, "tversky_loss", overlap, alpha, beta);
  }

  /** docs/sql.md#focal_tversky_loss; more: parameters. */
  public static Column focalTverskyLoss(
      Column overlap, Object alpha, Object beta, Object gamma, Object... more) {
    return call(more, "focal_tversky_loss", overlap, alpha, beta, gamma);
  }

  /** docs/sql.md#brier. */
  public static Column brier(Column overlap) {
    return call("brier", overlap);
  }

  /** {@link #brier(Column)} of {@link #softOverlap}; more: ignore, score. */
  public static Column brier(Column scores, Column truth, Object... more) {
    return brier(softOverlap(scores, truth, more));
  }

  /** docs/sql.md#sums_of_soft_overlap. */
  public static Column sumsOfSoftOverlap(Column state) {
    return call("sums_of_soft_overlap", state);
  }

  /** docs/sql.md#dataset_cross_entropy. */
  public static Column datasetCrossEntropy(Column state) {
    return call("dataset_cross_entropy", state);
  }

  /** docs/sql.md#dataset_focal_loss. */
  public static Column datasetFocalLoss(Column state, Object gamma, Object alpha) {
    return call("dataset_focal_loss", state, gamma, alpha);
  }

  /** docs/sql.md#dataset_multiclass_focal_loss. */
  public static Column datasetMulticlassFocalLoss(Column state, Object gamma) {
    return call("dataset_multiclass_focal_loss", state, gamma);
  }

  /** docs/sql.md#auroc. */
  public static Column auroc(Column state) {
    return call("auroc", state);
  }

  /** docs/sql.md#average_precision. */
  public static Column averagePrecision(Column state) {
    return call("average_precision", state);
  }

  /** docs/sql.md#best_threshold. */
  public static Column bestThreshold(Column state) {
    return call("best_threshold", state);
  }

  /** docs/sql.md#best_iou. */
  public static Column bestIou(Column state) {
    return call("best_iou", state);
  }

  /** docs/sql.md#best_dice. */
  public static Column bestDice(Column state) {
    return call("best_dice", state);
  }

  /** docs/sql.md#dataset_lovasz_hinge. */
  public static Column datasetLovaszHinge(Column state) {
    return call("dataset_lovasz_hinge", state);
  }

  /** docs/sql.md#dataset_lovasz_softmax. */
  public static Column datasetLovaszSoftmax(Column state) {
    return call("dataset_lovasz_softmax", state);
  }

  /** docs/sql.md#ece. */
  public static Column ece(Column state) {
    return call("ece", state);
  }
}
