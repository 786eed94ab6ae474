package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: scores of one class in many images. A test writes this from the
 * list of SQL functions.
 */
abstract class ScoreAggregateColumns extends AggregateColumns {
  ScoreAggregateColumns() {}

  /**
   * The sums of soft_overlap over the images of a data set, added exactly, as a state for
   * soft_overlap_sums. Images with a null are left out.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column softOverlapAgg(Column scores, Column truth) {
    return call_function("soft_overlap_agg", scores, truth);
  }

  /**
   * {@link #softOverlapAgg(Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column softOverlapAgg(Column scores, Column truth, Column ignore) {
    return call_function("soft_overlap_agg", scores, truth, ignore);
  }

  /** {@link #softOverlapAgg(Column, Column, Column)} with constants. */
  public static Column softOverlapAgg(Column scores, Column truth, int ignore) {
    return call_function("soft_overlap_agg", scores, truth, lit(ignore));
  }

  /**
   * {@link #softOverlapAgg(Column, Column, Column)} with {@code score}: what the scores are,
   * 'logit' or 'probability'; it is never guessed.
   */
  public static Column softOverlapAgg(Column scores, Column truth, Column ignore, Column score) {
    return call_function("soft_overlap_agg", scores, truth, ignore, score);
  }

  /** {@link #softOverlapAgg(Column, Column, Column, Column)} with constants. */
  public static Column softOverlapAgg(Column scores, Column truth, int ignore, String score) {
    return call_function("soft_overlap_agg", scores, truth, lit(ignore), lit(score));
  }

  /**
   * The state of all images together from states of some, or from the sums of single images. Nulls
   * are left out.
   *
   * @param state from soft_overlap_agg, multiclass_soft_overlap_agg or soft_overlap_merge; or the
   *     struct of soft_overlap, or one of multiclass_soft_overlap
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column softOverlapMerge(Column state) {
    return call_function("soft_overlap_merge", state);
  }

  /**
   * The losses (1 − p_t)^γ·CE of the pixels of a data set for γ = 0, cross-entropy, and for gamma,
   * by true class, added exactly over images, as a state for dataset_cross_entropy and
   * dataset_focal_loss. Images with a null are left out.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column pixelLossesAgg(Column scores, Column truth) {
    return call_function("pixel_losses_agg", scores, truth);
  }

  /**
   * {@link #pixelLossesAgg(Column, Column)} with {@code gamma}: the exponent γ, from 0 to 1000,
   * beside 0.
   */
  public static Column pixelLossesAgg(Column scores, Column truth, Column gamma) {
    return call_function("pixel_losses_agg", scores, truth, gamma);
  }

  /** {@link #pixelLossesAgg(Column, Column, Column)} with constants. */
  public static Column pixelLossesAgg(Column scores, Column truth, double gamma) {
    return call_function("pixel_losses_agg", scores, truth, lit(gamma));
  }

  /**
   * {@link #pixelLossesAgg(Column, Column, Column)} with {@code ignore}: the label of the truth
   * whose pixels count nowhere; negative for none.
   */
  public static Column pixelLossesAgg(Column scores, Column truth, Column gamma, Column ignore) {
    return call_function("pixel_losses_agg", scores, truth, gamma, ignore);
  }

  /** {@link #pixelLossesAgg(Column, Column, Column, Column)} with constants. */
  public static Column pixelLossesAgg(Column scores, Column truth, double gamma, int ignore) {
    return call_function("pixel_losses_agg", scores, truth, lit(gamma), lit(ignore));
  }

  /**
   * {@link #pixelLossesAgg(Column, Column, Column, Column)} with {@code score}: what the scores
   * are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column pixelLossesAgg(
      Column scores, Column truth, Column gamma, Column ignore, Column score) {
    return call_function("pixel_losses_agg", scores, truth, gamma, ignore, score);
  }

  /** {@link #pixelLossesAgg(Column, Column, Column, Column, Column)} with constants. */
  public static Column pixelLossesAgg(
      Column scores, Column truth, double gamma, int ignore, String score) {
    return call_function("pixel_losses_agg", scores, truth, lit(gamma), lit(ignore), lit(score));
  }

  /**
   * The state of all images together from states of some: those of single images, of slices, or
   * stored ones. Nulls are left out.
   *
   * @param state from pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column pixelLossesMerge(Column state) {
    return call_function("pixel_losses_merge", state);
  }

  /**
   * The probabilities of a data set in equal bins, with the pixels, the foreground and the sum of
   * the probabilities of each, as a state for ece. Images with a null are left out.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column calibrationAgg(Column scores, Column truth) {
    return call_function("calibration_agg", scores, truth);
  }

  /**
   * {@link #calibrationAgg(Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column calibrationAgg(Column scores, Column truth, Column ignore) {
    return call_function("calibration_agg", scores, truth, ignore);
  }

  /** {@link #calibrationAgg(Column, Column, Column)} with constants. */
  public static Column calibrationAgg(Column scores, Column truth, int ignore) {
    return call_function("calibration_agg", scores, truth, lit(ignore));
  }

  /**
   * {@link #calibrationAgg(Column, Column, Column)} with {@code score}: what the scores are,
   * 'logit' or 'probability'; it is never guessed.
   */
  public static Column calibrationAgg(Column scores, Column truth, Column ignore, Column score) {
    return call_function("calibration_agg", scores, truth, ignore, score);
  }

  /** {@link #calibrationAgg(Column, Column, Column, Column)} with constants. */
  public static Column calibrationAgg(Column scores, Column truth, int ignore, String score) {
    return call_function("calibration_agg", scores, truth, lit(ignore), lit(score));
  }

  /**
   * {@link #calibrationAgg(Column, Column, Column, Column)} with {@code bins}: how many, from 1 to
   * 4096, each closed on the left.
   */
  public static Column calibrationAgg(
      Column scores, Column truth, Column ignore, Column score, Column bins) {
    return call_function("calibration_agg", scores, truth, ignore, score, bins);
  }

  /** {@link #calibrationAgg(Column, Column, Column, Column, Column)} with constants. */
  public static Column calibrationAgg(
      Column scores, Column truth, int ignore, String score, int bins) {
    return call_function("calibration_agg", scores, truth, lit(ignore), lit(score), lit(bins));
  }

  /**
   * The state of all images together from states of some: those of single images, of slices, or
   * stored ones. Nulls are left out.
   *
   * @param state from calibration_agg or calibration_merge
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column calibrationMerge(Column state) {
    return call_function("calibration_merge", state);
  }

  /**
   * The scores of a data set by truth, in bins as fine as bits says, as a state for auroc,
   * average_precision, best_threshold, best_iou, best_dice and dataset_lovasz_hinge. Takes about
   * 2.5 MB a group. Images with a null are left out.
   *
   * @param scores a logit or probability a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column scoreHistogramAgg(Column scores, Column truth) {
    return call_function("score_histogram_agg", scores, truth);
  }

  /**
   * {@link #scoreHistogramAgg(Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column scoreHistogramAgg(Column scores, Column truth, Column ignore) {
    return call_function("score_histogram_agg", scores, truth, ignore);
  }

  /** {@link #scoreHistogramAgg(Column, Column, Column)} with constants. */
  public static Column scoreHistogramAgg(Column scores, Column truth, int ignore) {
    return call_function("score_histogram_agg", scores, truth, lit(ignore));
  }

  /**
   * {@link #scoreHistogramAgg(Column, Column, Column)} with {@code bits}: of the mantissa that the
   * scores of a bin share, from 0 to 16.
   */
  public static Column scoreHistogramAgg(Column scores, Column truth, Column ignore, Column bits) {
    return call_function("score_histogram_agg", scores, truth, ignore, bits);
  }

  /** {@link #scoreHistogramAgg(Column, Column, Column, Column)} with constants. */
  public static Column scoreHistogramAgg(Column scores, Column truth, int ignore, int bits) {
    return call_function("score_histogram_agg", scores, truth, lit(ignore), lit(bits));
  }

  /**
   * The state of all images together from states of some: those of single images, of slices, or
   * stored ones. Nulls are left out.
   *
   * @param state from score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column scoreHistogramMerge(Column state) {
    return call_function("score_histogram_merge", state);
  }

  /**
   * The Lovász hinge over the pixels of all images of a data set, ranked together, which is not the
   * mean of lovasz_hinge over images. From a histogram of the logits: within (1 + value)·2^−(bits +
   * 1) of the exact number. Null without a valid pixel. Images with a null are left out.
   *
   * @param logits a finite logit a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return a double in units of the logit, [0, ∞)
   */
  public static Column lovaszHingeAgg(Column logits, Column truth) {
    return call_function("lovasz_hinge_agg", logits, truth);
  }

  /**
   * {@link #lovaszHingeAgg(Column, Column)} with {@code ignore}: the label of the truth whose
   * pixels count nowhere; negative for none.
   */
  public static Column lovaszHingeAgg(Column logits, Column truth, Column ignore) {
    return call_function("lovasz_hinge_agg", logits, truth, ignore);
  }

  /** {@link #lovaszHingeAgg(Column, Column, Column)} with constants. */
  public static Column lovaszHingeAgg(Column logits, Column truth, int ignore) {
    return call_function("lovasz_hinge_agg", logits, truth, lit(ignore));
  }

  /**
   * {@link #lovaszHingeAgg(Column, Column, Column)} with {@code bits}: of the mantissa that the
   * scores of a bin share, from 0 to 16.
   */
  public static Column lovaszHingeAgg(Column logits, Column truth, Column ignore, Column bits) {
    return call_function("lovasz_hinge_agg", logits, truth, ignore, bits);
  }

  /** {@link #lovaszHingeAgg(Column, Column, Column, Column)} with constants. */
  public static Column lovaszHingeAgg(Column logits, Column truth, int ignore, int bits) {
    return call_function("lovasz_hinge_agg", logits, truth, lit(ignore), lit(bits));
  }
}
