package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: metrics of scores. A test writes this from the list of SQL
 * functions.
 */
abstract class ScoreMetricColumns extends MetricColumns {
  ScoreMetricColumns() {}

  /**
   * 1 − 2·Σpy / (Σp + Σy + ε), the soft Dice loss. Null without a pixel.
   *
   * @param overlap from soft_overlap or soft_overlap_sums; or an array with that of every class, as
   *     multiclass_soft_overlap gives it, of which the loss is the mean over the classes
   * @return a double, a ratio, [0, 1]
   */
  public static Column softDiceLoss(Column overlap) {
    return call_function("soft_dice_loss", overlap);
  }

  /**
   * {@link #softDiceLoss(Column)} with {@code parameters}: conventions by name, separated by
   * commas, as --losses and docs/metrics.md have them, such as 'eps=1e-5,absent=skip'; the standard
   * ε is 1e-6.
   */
  public static Column softDiceLoss(Column overlap, Column parameters) {
    return call_function("soft_dice_loss", overlap, parameters);
  }

  /** {@link #softDiceLoss(Column, Column)} with constants. */
  public static Column softDiceLoss(Column overlap, String parameters) {
    return call_function("soft_dice_loss", overlap, lit(parameters));
  }

  /**
   * 1 − Σpy / (Σp + Σy − Σpy + ε), the soft IoU (Jaccard) loss. Null without a pixel.
   *
   * @param overlap from soft_overlap or soft_overlap_sums; or an array with that of every class, as
   *     multiclass_soft_overlap gives it, of which the loss is the mean over the classes
   * @return a double, a ratio, [0, 1]
   */
  public static Column softIouLoss(Column overlap) {
    return call_function("soft_iou_loss", overlap);
  }

  /**
   * {@link #softIouLoss(Column)} with {@code parameters}: conventions by name, separated by commas,
   * as --losses and docs/metrics.md have them, such as 'eps=1e-5,absent=skip'; the standard ε is
   * 1e-6.
   */
  public static Column softIouLoss(Column overlap, Column parameters) {
    return call_function("soft_iou_loss", overlap, parameters);
  }

  /** {@link #softIouLoss(Column, Column)} with constants. */
  public static Column softIouLoss(Column overlap, String parameters) {
    return call_function("soft_iou_loss", overlap, lit(parameters));
  }

  /**
   * 1 − Σpy / (Σpy + alpha·(Σp − Σpy) + beta·(Σy − Σpy) + ε), the Tversky loss. Null without a
   * pixel.
   *
   * @param overlap from soft_overlap or soft_overlap_sums; or an array with that of every class, as
   *     multiclass_soft_overlap gives it, of which the loss is the mean over the classes
   * @param alpha the weight of false positives, at least 0; often 0.3
   * @param beta the weight of false negatives, at least 0; often 0.7
   * @return a double, a ratio, [0, 1]
   */
  public static Column tverskyLoss(Column overlap, Column alpha, Column beta) {
    return call_function("tversky_loss", overlap, alpha, beta);
  }

  /** {@link #tverskyLoss(Column, Column, Column)} with constants. */
  public static Column tverskyLoss(Column overlap, double alpha, double beta) {
    return call_function("tversky_loss", overlap, lit(alpha), lit(beta));
  }

  /**
   * {@link #tverskyLoss(Column, Column, Column)} with {@code parameters}: conventions by name,
   * separated by commas, as --losses and docs/metrics.md have them, such as 'eps=1e-5,absent=skip';
   * the standard ε is 1e-6.
   */
  public static Column tverskyLoss(Column overlap, Column alpha, Column beta, Column parameters) {
    return call_function("tversky_loss", overlap, alpha, beta, parameters);
  }

  /** {@link #tverskyLoss(Column, Column, Column, Column)} with constants. */
  public static Column tverskyLoss(Column overlap, double alpha, double beta, String parameters) {
    return call_function("tversky_loss", overlap, lit(alpha), lit(beta), lit(parameters));
  }

  /**
   * The Tversky loss to the power gamma, class by class. Null without a pixel.
   *
   * @param overlap from soft_overlap or soft_overlap_sums; or an array with that of every class, as
   *     multiclass_soft_overlap gives it, of which the loss is the mean over the classes
   * @param alpha the weight of false positives, at least 0; often 0.3
   * @param beta the weight of false negatives, at least 0; often 0.7
   * @param gamma the exponent, from 0 to 1000; Abraham &amp; Khan write 1/γ with γ = 4/3, which is
   *     0.75
   * @return a double, a ratio, [0, 1]
   */
  public static Column focalTverskyLoss(Column overlap, Column alpha, Column beta, Column gamma) {
    return call_function("focal_tversky_loss", overlap, alpha, beta, gamma);
  }

  /** {@link #focalTverskyLoss(Column, Column, Column, Column)} with constants. */
  public static Column focalTverskyLoss(Column overlap, double alpha, double beta, double gamma) {
    return call_function("focal_tversky_loss", overlap, lit(alpha), lit(beta), lit(gamma));
  }

  /**
   * {@link #focalTverskyLoss(Column, Column, Column, Column)} with {@code parameters}: conventions
   * by name, separated by commas, as --losses and docs/metrics.md have them, such as
   * 'eps=1e-5,absent=skip'; the standard ε is 1e-6.
   */
  public static Column focalTverskyLoss(
      Column overlap, Column alpha, Column beta, Column gamma, Column parameters) {
    return call_function("focal_tversky_loss", overlap, alpha, beta, gamma, parameters);
  }

  /** {@link #focalTverskyLoss(Column, Column, Column, Column, Column)} with constants. */
  public static Column focalTverskyLoss(
      Column overlap, double alpha, double beta, double gamma, String parameters) {
    return call_function(
        "focal_tversky_loss", overlap, lit(alpha), lit(beta), lit(gamma), lit(parameters));
  }

  /**
   * The Brier score, the mean of (p − y)² over the pixels. Null without a pixel.
   *
   * @param overlap from soft_overlap or soft_overlap_sums; or an array with that of every class, as
   *     multiclass_soft_overlap gives it, of which the loss is the mean over the classes
   * @return a double, a ratio, [0, 1]
   */
  public static Column brier(Column overlap) {
    return call_function("brier", overlap);
  }

  /**
   * The sums that a soft overlap state holds, each the double nearest to the sum of the images'
   * sums.
   *
   * @param state from soft_overlap_agg, multiclass_soft_overlap_agg or soft_overlap_merge
   * @return the struct of soft_overlap, in pixels
   */
  public static Column softOverlapSums(Column state) {
    return call_function("soft_overlap_sums", state);
  }

  /**
   * The cross-entropy of a data set, the mean over its valid pixels: of one class or of many, as
   * the state has it. Null without a valid pixel.
   *
   * @param state from pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column datasetCrossEntropy(Column state) {
    return call_function("dataset_cross_entropy", state);
  }

  /**
   * The focal loss of a data set with class weights, as focal_loss has it: alpha for the
   * foreground, which are all true classes but 0, and 1 − alpha for class 0. Null without a valid
   * pixel.
   *
   * @param state from pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge
   * @param gamma the exponent γ that the state was made with, or 0
   * @param alpha the weight of the foreground, from 0 to 1; the paper has 0.25, and 0.5 gives half
   *     of the loss without weights
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column datasetFocalLoss(Column state, Column gamma, Column alpha) {
    return call_function("dataset_focal_loss", state, gamma, alpha);
  }

  /** {@link #datasetFocalLoss(Column, Column, Column)} with constants. */
  public static Column datasetFocalLoss(Column state, double gamma, double alpha) {
    return call_function("dataset_focal_loss", state, lit(gamma), lit(alpha));
  }

  /**
   * The focal loss of a data set without class weights, as multiclass_focal_loss has it. Null
   * without a valid pixel.
   *
   * @param state from pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge
   * @param gamma the exponent γ that the state was made with, or 0
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column datasetMulticlassFocalLoss(Column state, Column gamma) {
    return call_function("dataset_multiclass_focal_loss", state, gamma);
  }

  /** {@link #datasetMulticlassFocalLoss(Column, Column)} with constants. */
  public static Column datasetMulticlassFocalLoss(Column state, double gamma) {
    return call_function("dataset_multiclass_focal_loss", state, lit(gamma));
  }

  /**
   * The area under the ROC curve: the share of the pairs of a foreground and a background pixel in
   * which the foreground has the higher score, pairs of one bin counting one half. Null without
   * foreground or without background.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column auroc(Column state) {
    return call_function("auroc", state);
  }

  /**
   * The sum over descending thresholds of the rise of recall times precision, without
   * interpolation, a bin being one step. Null without foreground.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column averagePrecision(Column state) {
    return call_function("average_precision", state);
  }

  /**
   * The score t for which the IoU of score ≥ t is largest. The highest threshold among equals, of
   * those scores that occur. Null without foreground.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double, a score
   */
  public static Column bestThreshold(Column state) {
    return call_function("best_threshold", state);
  }

  /**
   * The IoU at the best threshold. The highest threshold among equals, of those scores that occur.
   * Null without foreground.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column bestIou(Column state) {
    return call_function("best_iou", state);
  }

  /**
   * The Dice at the best threshold. The highest threshold among equals, of those scores that occur.
   * Null without foreground.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column bestDice(Column state) {
    return call_function("best_dice", state);
  }

  /**
   * The Lovász hinge over all pixels of a histogram of logits, as lovasz_hinge_agg gives it. Null
   * without a pixel.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double in units of the logit, [0, ∞)
   */
  public static Column datasetLovaszHinge(Column state) {
    return call_function("dataset_lovasz_hinge", state);
  }

  /**
   * The Lovász-softmax over all pixels of histograms of probabilities, as lovasz_softmax_agg gives
   * it: of one class, or of an array of all classes the mean over those with true pixels. Null
   * without a pixel.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column datasetLovaszSoftmax(Column state) {
    return call_function("dataset_lovasz_softmax", state);
  }

  /**
   * The expected calibration error: over bins of the probability the mean distance of mean
   * probability and frequency of the foreground, weighted by pixels. Null without a pixel.
   *
   * @param state from calibration_agg or calibration_merge
   * @return a double, a ratio, [0, 1]
   */
  public static Column ece(Column state) {
    return call_function("ece", state);
  }
}
