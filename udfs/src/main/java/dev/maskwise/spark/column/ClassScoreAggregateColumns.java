package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: scores of many classes in many images. A test writes this from the
 * list of SQL functions.
 */
abstract class ClassScoreAggregateColumns extends ScoreAggregateColumns {
  ClassScoreAggregateColumns() {}

  /**
   * The sums of multiclass_soft_overlap over the images of a data set, added exactly, as states for
   * soft_overlap_sums and soft_overlap_merge. Images with a null are left out.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return an array with a state for each class, each versioned bytes, readable by later releases;
   *     empty without an image
   */
  public static Column multiclassSoftOverlapAgg(Column scores, Column truth, Column classes) {
    return call_function("multiclass_soft_overlap_agg", scores, truth, classes);
  }

  /** {@link #multiclassSoftOverlapAgg(Column, Column, Column)} with constants. */
  public static Column multiclassSoftOverlapAgg(Column scores, Column truth, int classes) {
    return call_function("multiclass_soft_overlap_agg", scores, truth, lit(classes));
  }

  /**
   * {@link #multiclassSoftOverlapAgg(Column, Column, Column)} with {@code ignore}: the label of the
   * truth whose pixels count nowhere; negative for none.
   */
  public static Column multiclassSoftOverlapAgg(
      Column scores, Column truth, Column classes, Column ignore) {
    return call_function("multiclass_soft_overlap_agg", scores, truth, classes, ignore);
  }

  /** {@link #multiclassSoftOverlapAgg(Column, Column, Column, Column)} with constants. */
  public static Column multiclassSoftOverlapAgg(
      Column scores, Column truth, int classes, int ignore) {
    return call_function("multiclass_soft_overlap_agg", scores, truth, lit(classes), lit(ignore));
  }

  /**
   * {@link #multiclassSoftOverlapAgg(Column, Column, Column, Column)} with {@code score}: what the
   * scores are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column multiclassSoftOverlapAgg(
      Column scores, Column truth, Column classes, Column ignore, Column score) {
    return call_function("multiclass_soft_overlap_agg", scores, truth, classes, ignore, score);
  }

  /** {@link #multiclassSoftOverlapAgg(Column, Column, Column, Column, Column)} with constants. */
  public static Column multiclassSoftOverlapAgg(
      Column scores, Column truth, int classes, int ignore, String score) {
    return call_function(
        "multiclass_soft_overlap_agg", scores, truth, lit(classes), lit(ignore), lit(score));
  }

  /**
   * pixel_losses_agg for many classes: the losses (1 − p_t)^γ·CE of the pixels of a data set for γ
   * = 0 and for gamma, by true class, as a state for dataset_cross_entropy and
   * dataset_multiclass_focal_loss. Images with a null are left out.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return binary: versioned bytes, readable by later releases
   */
  public static Column multiclassPixelLossesAgg(Column scores, Column truth, Column classes) {
    return call_function("multiclass_pixel_losses_agg", scores, truth, classes);
  }

  /** {@link #multiclassPixelLossesAgg(Column, Column, Column)} with constants. */
  public static Column multiclassPixelLossesAgg(Column scores, Column truth, int classes) {
    return call_function("multiclass_pixel_losses_agg", scores, truth, lit(classes));
  }

  /**
   * {@link #multiclassPixelLossesAgg(Column, Column, Column)} with {@code gamma}: the exponent γ,
   * from 0 to 1000, beside 0.
   */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, Column classes, Column gamma) {
    return call_function("multiclass_pixel_losses_agg", scores, truth, classes, gamma);
  }

  /** {@link #multiclassPixelLossesAgg(Column, Column, Column, Column)} with constants. */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, int classes, double gamma) {
    return call_function("multiclass_pixel_losses_agg", scores, truth, lit(classes), lit(gamma));
  }

  /**
   * {@link #multiclassPixelLossesAgg(Column, Column, Column, Column)} with {@code ignore}: the
   * label of the truth whose pixels count nowhere; negative for none.
   */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, Column classes, Column gamma, Column ignore) {
    return call_function("multiclass_pixel_losses_agg", scores, truth, classes, gamma, ignore);
  }

  /** {@link #multiclassPixelLossesAgg(Column, Column, Column, Column, Column)} with constants. */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, int classes, double gamma, int ignore) {
    return call_function(
        "multiclass_pixel_losses_agg", scores, truth, lit(classes), lit(gamma), lit(ignore));
  }

  /**
   * {@link #multiclassPixelLossesAgg(Column, Column, Column, Column, Column)} with {@code score}:
   * what the scores are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, Column classes, Column gamma, Column ignore, Column score) {
    return call_function(
        "multiclass_pixel_losses_agg", scores, truth, classes, gamma, ignore, score);
  }

  /**
   * {@link #multiclassPixelLossesAgg(Column, Column, Column, Column, Column, Column)} with
   * constants.
   */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, int classes, double gamma, int ignore, String score) {
    return call_function(
        "multiclass_pixel_losses_agg",
        scores,
        truth,
        lit(classes),
        lit(gamma),
        lit(ignore),
        lit(score));
  }

  /**
   * The probabilities of every class of a data set by truth, of logits the softmax, as states for
   * auroc, average_precision, best_threshold, best_iou, best_dice and dataset_lovasz_softmax. Takes
   * about 0.6 MB a group and class. Images with a null are left out.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return an array with a state for each class, each versioned bytes, readable by later releases;
   *     empty without an image
   */
  public static Column multiclassScoreHistogramAgg(Column scores, Column truth, Column classes) {
    return call_function("multiclass_score_histogram_agg", scores, truth, classes);
  }

  /** {@link #multiclassScoreHistogramAgg(Column, Column, Column)} with constants. */
  public static Column multiclassScoreHistogramAgg(Column scores, Column truth, int classes) {
    return call_function("multiclass_score_histogram_agg", scores, truth, lit(classes));
  }

  /**
   * {@link #multiclassScoreHistogramAgg(Column, Column, Column)} with {@code ignore}: the label of
   * the truth whose pixels count nowhere; negative for none.
   */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, Column classes, Column ignore) {
    return call_function("multiclass_score_histogram_agg", scores, truth, classes, ignore);
  }

  /** {@link #multiclassScoreHistogramAgg(Column, Column, Column, Column)} with constants. */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, int classes, int ignore) {
    return call_function(
        "multiclass_score_histogram_agg", scores, truth, lit(classes), lit(ignore));
  }

  /**
   * {@link #multiclassScoreHistogramAgg(Column, Column, Column, Column)} with {@code score}: what
   * the scores are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, Column classes, Column ignore, Column score) {
    return call_function("multiclass_score_histogram_agg", scores, truth, classes, ignore, score);
  }

  /**
   * {@link #multiclassScoreHistogramAgg(Column, Column, Column, Column, Column)} with constants.
   */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, int classes, int ignore, String score) {
    return call_function(
        "multiclass_score_histogram_agg", scores, truth, lit(classes), lit(ignore), lit(score));
  }

  /**
   * {@link #multiclassScoreHistogramAgg(Column, Column, Column, Column, Column)} with {@code bits}:
   * of the mantissa that the scores of a bin share, from 0 to 16.
   */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, Column classes, Column ignore, Column score, Column bits) {
    return call_function(
        "multiclass_score_histogram_agg", scores, truth, classes, ignore, score, bits);
  }

  /**
   * {@link #multiclassScoreHistogramAgg(Column, Column, Column, Column, Column, Column)} with
   * constants.
   */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, int classes, int ignore, String score, int bits) {
    return call_function(
        "multiclass_score_histogram_agg",
        scores,
        truth,
        lit(classes),
        lit(ignore),
        lit(score),
        lit(bits));
  }

  /**
   * The Lovász-softmax over the pixels of all images of a data set, ranked together, the mean over
   * the classes with true pixels; it is not the mean of lovasz_softmax over images. From histograms
   * of the probabilities: within 2^−(bits + 1) of the exact number. Null without a valid pixel.
   * Images with a null are left out.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return a double, a ratio, [0, 1]
   */
  public static Column lovaszSoftmaxAgg(Column scores, Column truth, Column classes) {
    return call_function("lovasz_softmax_agg", scores, truth, classes);
  }

  /** {@link #lovaszSoftmaxAgg(Column, Column, Column)} with constants. */
  public static Column lovaszSoftmaxAgg(Column scores, Column truth, int classes) {
    return call_function("lovasz_softmax_agg", scores, truth, lit(classes));
  }

  /**
   * {@link #lovaszSoftmaxAgg(Column, Column, Column)} with {@code ignore}: the label of the truth
   * whose pixels count nowhere; negative for none.
   */
  public static Column lovaszSoftmaxAgg(
      Column scores, Column truth, Column classes, Column ignore) {
    return call_function("lovasz_softmax_agg", scores, truth, classes, ignore);
  }

  /** {@link #lovaszSoftmaxAgg(Column, Column, Column, Column)} with constants. */
  public static Column lovaszSoftmaxAgg(Column scores, Column truth, int classes, int ignore) {
    return call_function("lovasz_softmax_agg", scores, truth, lit(classes), lit(ignore));
  }

  /**
   * {@link #lovaszSoftmaxAgg(Column, Column, Column, Column)} with {@code score}: what the scores
   * are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column lovaszSoftmaxAgg(
      Column scores, Column truth, Column classes, Column ignore, Column score) {
    return call_function("lovasz_softmax_agg", scores, truth, classes, ignore, score);
  }

  /** {@link #lovaszSoftmaxAgg(Column, Column, Column, Column, Column)} with constants. */
  public static Column lovaszSoftmaxAgg(
      Column scores, Column truth, int classes, int ignore, String score) {
    return call_function(
        "lovasz_softmax_agg", scores, truth, lit(classes), lit(ignore), lit(score));
  }

  /**
   * {@link #lovaszSoftmaxAgg(Column, Column, Column, Column, Column)} with {@code bits}: of the
   * mantissa that the scores of a bin share, from 0 to 16.
   */
  public static Column lovaszSoftmaxAgg(
      Column scores, Column truth, Column classes, Column ignore, Column score, Column bits) {
    return call_function("lovasz_softmax_agg", scores, truth, classes, ignore, score, bits);
  }

  /** {@link #lovaszSoftmaxAgg(Column, Column, Column, Column, Column, Column)} with constants. */
  public static Column lovaszSoftmaxAgg(
      Column scores, Column truth, int classes, int ignore, String score, int bits) {
    return call_function(
        "lovasz_softmax_agg", scores, truth, lit(classes), lit(ignore), lit(score), lit(bits));
  }
}
