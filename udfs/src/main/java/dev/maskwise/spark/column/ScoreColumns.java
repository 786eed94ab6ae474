package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: scores of one class. A test writes this from the list of SQL
 * functions.
 */
abstract class ScoreColumns extends MaskColumns {
  ScoreColumns() {}

  /**
   * The sums from which soft Dice, IoU and Tversky losses and the Brier score follow, with p the
   * probability of the foreground, σ(logit), and y the truth, 0 or 1, over the valid pixels of an
   * image.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return a struct: intersection Σp·y, truth_cardinality Σy, prediction_cardinality Σp,
   *     prediction_squares Σp², pixels, the valid ones; all in pixels
   */
  public static Column softOverlap(Column scores, Column truth) {
    return call_function("soft_overlap", scores, truth);
  }

  /**
   * {@link #softOverlap(Column, Column)} with {@code ignore}: the label of the truth whose pixels
   * count nowhere; negative for none.
   */
  public static Column softOverlap(Column scores, Column truth, Column ignore) {
    return call_function("soft_overlap", scores, truth, ignore);
  }

  /** {@link #softOverlap(Column, Column, Column)} with constants. */
  public static Column softOverlap(Column scores, Column truth, int ignore) {
    return call_function("soft_overlap", scores, truth, lit(ignore));
  }

  /**
   * {@link #softOverlap(Column, Column, Column)} with {@code score}: what the scores are, 'logit'
   * or 'probability'; it is never guessed.
   */
  public static Column softOverlap(Column scores, Column truth, Column ignore, Column score) {
    return call_function("soft_overlap", scores, truth, ignore, score);
  }

  /** {@link #softOverlap(Column, Column, Column, Column)} with constants. */
  public static Column softOverlap(Column scores, Column truth, int ignore, String score) {
    return call_function("soft_overlap", scores, truth, lit(ignore), lit(score));
  }

  /**
   * The binary cross-entropy of an image, the mean over its valid pixels: of logits z max(z, 0) −
   * z·y + log1p(exp(−|z|)), of probabilities −max(log p_t, −100). Null without a valid pixel.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column crossEntropy(Column scores, Column truth) {
    return call_function("cross_entropy", scores, truth);
  }

  /**
   * {@link #crossEntropy(Column, Column)} with {@code ignore}: the label of the truth whose pixels
   * count nowhere; negative for none.
   */
  public static Column crossEntropy(Column scores, Column truth, Column ignore) {
    return call_function("cross_entropy", scores, truth, ignore);
  }

  /** {@link #crossEntropy(Column, Column, Column)} with constants. */
  public static Column crossEntropy(Column scores, Column truth, int ignore) {
    return call_function("cross_entropy", scores, truth, lit(ignore));
  }

  /**
   * {@link #crossEntropy(Column, Column, Column)} with {@code score}: what the scores are, 'logit'
   * or 'probability'; it is never guessed.
   */
  public static Column crossEntropy(Column scores, Column truth, Column ignore, Column score) {
    return call_function("cross_entropy", scores, truth, ignore, score);
  }

  /** {@link #crossEntropy(Column, Column, Column, Column)} with constants. */
  public static Column crossEntropy(Column scores, Column truth, int ignore, String score) {
    return call_function("cross_entropy", scores, truth, lit(ignore), lit(score));
  }

  /**
   * The binary focal loss of an image: the mean over its valid pixels of α_t·(1 − p_t)^γ·CE, p_t
   * the probability of the true class, α_t = alpha in the foreground and 1 − alpha in the
   * background, as in the paper. Null without a valid pixel.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @param gamma the exponent γ, from 0 to 1000; the paper has 2
   * @param alpha the weight of the foreground, from 0 to 1; the paper has 0.25, and 0.5 gives half
   *     of the loss without weights
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column focalLoss(Column scores, Column truth, Column gamma, Column alpha) {
    return call_function("focal_loss", scores, truth, gamma, alpha);
  }

  /** {@link #focalLoss(Column, Column, Column, Column)} with constants. */
  public static Column focalLoss(Column scores, Column truth, double gamma, double alpha) {
    return call_function("focal_loss", scores, truth, lit(gamma), lit(alpha));
  }

  /**
   * {@link #focalLoss(Column, Column, Column, Column)} with {@code ignore}: the label of the truth
   * whose pixels count nowhere; negative for none.
   */
  public static Column focalLoss(
      Column scores, Column truth, Column gamma, Column alpha, Column ignore) {
    return call_function("focal_loss", scores, truth, gamma, alpha, ignore);
  }

  /** {@link #focalLoss(Column, Column, Column, Column, Column)} with constants. */
  public static Column focalLoss(
      Column scores, Column truth, double gamma, double alpha, int ignore) {
    return call_function("focal_loss", scores, truth, lit(gamma), lit(alpha), lit(ignore));
  }

  /**
   * {@link #focalLoss(Column, Column, Column, Column, Column)} with {@code score}: what the scores
   * are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column focalLoss(
      Column scores, Column truth, Column gamma, Column alpha, Column ignore, Column score) {
    return call_function("focal_loss", scores, truth, gamma, alpha, ignore, score);
  }

  /** {@link #focalLoss(Column, Column, Column, Column, Column, Column)} with constants. */
  public static Column focalLoss(
      Column scores, Column truth, double gamma, double alpha, int ignore, String score) {
    return call_function(
        "focal_loss", scores, truth, lit(gamma), lit(alpha), lit(ignore), lit(score));
  }

  /**
   * The Lovász hinge of an image: the Lovász extension of the IoU loss at the errors max(1 − z·(2y
   * − 1), 0) of the logits z of its valid pixels. Null without a valid pixel.
   *
   * @param logits a finite logit a pixel: float32 in little-endian order, or an array
   * @param truth one byte a pixel: 0 is background, all else foreground
   * @return a double in units of the logit, [0, ∞)
   */
  public static Column lovaszHinge(Column logits, Column truth) {
    return call_function("lovasz_hinge", logits, truth);
  }

  /**
   * {@link #lovaszHinge(Column, Column)} with {@code ignore}: the label of the truth whose pixels
   * count nowhere; negative for none.
   */
  public static Column lovaszHinge(Column logits, Column truth, Column ignore) {
    return call_function("lovasz_hinge", logits, truth, ignore);
  }

  /** {@link #lovaszHinge(Column, Column, Column)} with constants. */
  public static Column lovaszHinge(Column logits, Column truth, int ignore) {
    return call_function("lovasz_hinge", logits, truth, lit(ignore));
  }

  /**
   * The mask that scores of one class predict: 1 where the score is at least the threshold, else 0.
   *
   * @param scores a score a pixel: float32 in little-endian order, or an array
   * @param threshold 0 for logits and 0.5 for probabilities where both errors weigh the same; the
   *     nearest float32 counts
   * @return binary, one byte a pixel
   */
  public static Column maskOfScores(Column scores, Column threshold) {
    return call_function("mask_of_scores", scores, threshold);
  }

  /** {@link #maskOfScores(Column, Column)} with constants. */
  public static Column maskOfScores(Column scores, double threshold) {
    return call_function("mask_of_scores", scores, lit(threshold));
  }
}
