package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: scores of many classes. A test writes this from the list of SQL
 * functions.
 */
abstract class ClassScoreColumns extends ScoreColumns {
  ClassScoreColumns() {}

  /**
   * The cross-entropy of many classes, the mean over the valid pixels of an image: of logits log
   * Σ_c exp(z_c) − z_t, t the true class, of probabilities −max(log p_t, −100). Null without a
   * valid pixel.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column multiclassCrossEntropy(Column scores, Column truth, Column classes) {
    return call_function("multiclass_cross_entropy", scores, truth, classes);
  }

  /** {@link #multiclassCrossEntropy(Column, Column, Column)} with constants. */
  public static Column multiclassCrossEntropy(Column scores, Column truth, int classes) {
    return call_function("multiclass_cross_entropy", scores, truth, lit(classes));
  }

  /**
   * {@link #multiclassCrossEntropy(Column, Column, Column)} with {@code ignore}: the label of the
   * truth whose pixels count nowhere; negative for none.
   */
  public static Column multiclassCrossEntropy(
      Column scores, Column truth, Column classes, Column ignore) {
    return call_function("multiclass_cross_entropy", scores, truth, classes, ignore);
  }

  /** {@link #multiclassCrossEntropy(Column, Column, Column, Column)} with constants. */
  public static Column multiclassCrossEntropy(
      Column scores, Column truth, int classes, int ignore) {
    return call_function("multiclass_cross_entropy", scores, truth, lit(classes), lit(ignore));
  }

  /**
   * {@link #multiclassCrossEntropy(Column, Column, Column, Column)} with {@code score}: what the
   * scores are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column multiclassCrossEntropy(
      Column scores, Column truth, Column classes, Column ignore, Column score) {
    return call_function("multiclass_cross_entropy", scores, truth, classes, ignore, score);
  }

  /** {@link #multiclassCrossEntropy(Column, Column, Column, Column, Column)} with constants. */
  public static Column multiclassCrossEntropy(
      Column scores, Column truth, int classes, int ignore, String score) {
    return call_function(
        "multiclass_cross_entropy", scores, truth, lit(classes), lit(ignore), lit(score));
  }

  /**
   * The focal loss of many classes: the mean over the valid pixels of an image of (1 − p_t)^γ·CE,
   * p_t the probability of the true class; classes are not weighted. Null without a valid pixel.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @param gamma the exponent γ, from 0 to 1000; the paper has 2
   * @return a double in nats a pixel, [0, ∞)
   */
  public static Column multiclassFocalLoss(
      Column scores, Column truth, Column classes, Column gamma) {
    return call_function("multiclass_focal_loss", scores, truth, classes, gamma);
  }

  /** {@link #multiclassFocalLoss(Column, Column, Column, Column)} with constants. */
  public static Column multiclassFocalLoss(Column scores, Column truth, int classes, double gamma) {
    return call_function("multiclass_focal_loss", scores, truth, lit(classes), lit(gamma));
  }

  /**
   * {@link #multiclassFocalLoss(Column, Column, Column, Column)} with {@code ignore}: the label of
   * the truth whose pixels count nowhere; negative for none.
   */
  public static Column multiclassFocalLoss(
      Column scores, Column truth, Column classes, Column gamma, Column ignore) {
    return call_function("multiclass_focal_loss", scores, truth, classes, gamma, ignore);
  }

  /** {@link #multiclassFocalLoss(Column, Column, Column, Column, Column)} with constants. */
  public static Column multiclassFocalLoss(
      Column scores, Column truth, int classes, double gamma, int ignore) {
    return call_function(
        "multiclass_focal_loss", scores, truth, lit(classes), lit(gamma), lit(ignore));
  }

  /**
   * {@link #multiclassFocalLoss(Column, Column, Column, Column, Column)} with {@code score}: what
   * the scores are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column multiclassFocalLoss(
      Column scores, Column truth, Column classes, Column gamma, Column ignore, Column score) {
    return call_function("multiclass_focal_loss", scores, truth, classes, gamma, ignore, score);
  }

  /**
   * {@link #multiclassFocalLoss(Column, Column, Column, Column, Column, Column)} with constants.
   */
  public static Column multiclassFocalLoss(
      Column scores, Column truth, int classes, double gamma, int ignore, String score) {
    return call_function(
        "multiclass_focal_loss", scores, truth, lit(classes), lit(gamma), lit(ignore), lit(score));
  }

  /**
   * soft_overlap for every class against the rest, p being its probability, of logits the softmax
   * over the classes.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return an array with the struct of soft_overlap for each class, in pixels
   */
  public static Column multiclassSoftOverlap(Column scores, Column truth, Column classes) {
    return call_function("multiclass_soft_overlap", scores, truth, classes);
  }

  /** {@link #multiclassSoftOverlap(Column, Column, Column)} with constants. */
  public static Column multiclassSoftOverlap(Column scores, Column truth, int classes) {
    return call_function("multiclass_soft_overlap", scores, truth, lit(classes));
  }

  /**
   * {@link #multiclassSoftOverlap(Column, Column, Column)} with {@code ignore}: the label of the
   * truth whose pixels count nowhere; negative for none.
   */
  public static Column multiclassSoftOverlap(
      Column scores, Column truth, Column classes, Column ignore) {
    return call_function("multiclass_soft_overlap", scores, truth, classes, ignore);
  }

  /** {@link #multiclassSoftOverlap(Column, Column, Column, Column)} with constants. */
  public static Column multiclassSoftOverlap(Column scores, Column truth, int classes, int ignore) {
    return call_function("multiclass_soft_overlap", scores, truth, lit(classes), lit(ignore));
  }

  /**
   * {@link #multiclassSoftOverlap(Column, Column, Column, Column)} with {@code score}: what the
   * scores are, 'logit' or 'probability'; it is never guessed.
   */
  public static Column multiclassSoftOverlap(
      Column scores, Column truth, Column classes, Column ignore, Column score) {
    return call_function("multiclass_soft_overlap", scores, truth, classes, ignore, score);
  }

  /** {@link #multiclassSoftOverlap(Column, Column, Column, Column, Column)} with constants. */
  public static Column multiclassSoftOverlap(
      Column scores, Column truth, int classes, int ignore, String score) {
    return call_function(
        "multiclass_soft_overlap", scores, truth, lit(classes), lit(ignore), lit(score));
  }

  /**
   * The Lovász-softmax of an image: for each class the Lovász extension of the IoU loss at the
   * errors |y − p| of its probabilities, of logits the softmax, then the mean over classes. Null
   * without a valid pixel.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param truth a label map, one byte a pixel; above 256 classes two bytes, in little-endian order
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return a double, a ratio, [0, 1]
   */
  public static Column lovaszSoftmax(Column scores, Column truth, Column classes) {
    return call_function("lovasz_softmax", scores, truth, classes);
  }

  /** {@link #lovaszSoftmax(Column, Column, Column)} with constants. */
  public static Column lovaszSoftmax(Column scores, Column truth, int classes) {
    return call_function("lovasz_softmax", scores, truth, lit(classes));
  }

  /**
   * {@link #lovaszSoftmax(Column, Column, Column)} with {@code ignore}: the label of the truth
   * whose pixels count nowhere; negative for none.
   */
  public static Column lovaszSoftmax(Column scores, Column truth, Column classes, Column ignore) {
    return call_function("lovasz_softmax", scores, truth, classes, ignore);
  }

  /** {@link #lovaszSoftmax(Column, Column, Column, Column)} with constants. */
  public static Column lovaszSoftmax(Column scores, Column truth, int classes, int ignore) {
    return call_function("lovasz_softmax", scores, truth, lit(classes), lit(ignore));
  }

  /**
   * {@link #lovaszSoftmax(Column, Column, Column, Column)} with {@code score}: what the scores are,
   * 'logit' or 'probability'; it is never guessed.
   */
  public static Column lovaszSoftmax(
      Column scores, Column truth, Column classes, Column ignore, Column score) {
    return call_function("lovasz_softmax", scores, truth, classes, ignore, score);
  }

  /** {@link #lovaszSoftmax(Column, Column, Column, Column, Column)} with constants. */
  public static Column lovaszSoftmax(
      Column scores, Column truth, int classes, int ignore, String score) {
    return call_function("lovasz_softmax", scores, truth, lit(classes), lit(ignore), lit(score));
  }

  /**
   * {@link #lovaszSoftmax(Column, Column, Column, Column, Column)} with {@code averaged}: over
   * which classes the mean is: 'present', those with true pixels, or 'all', where a class without
   * true pixels counts its largest error.
   */
  public static Column lovaszSoftmax(
      Column scores, Column truth, Column classes, Column ignore, Column score, Column averaged) {
    return call_function("lovasz_softmax", scores, truth, classes, ignore, score, averaged);
  }

  /** {@link #lovaszSoftmax(Column, Column, Column, Column, Column, Column)} with constants. */
  public static Column lovaszSoftmax(
      Column scores, Column truth, int classes, int ignore, String score, String averaged) {
    return call_function(
        "lovasz_softmax", scores, truth, lit(classes), lit(ignore), lit(score), lit(averaged));
  }

  /**
   * The label map that scores of many classes predict: the class of the largest score, the lowest
   * class among equals.
   *
   * @param scores the scores of every pixel for the first class, then for the next: float32 in
   *     little-endian order, or an array
   * @param classes how many there are, from 1 to 4096; the labels 0 … classes − 1
   * @return binary, one byte a pixel; above 256 classes two bytes, in little-endian order
   */
  public static Column labelsOfScores(Column scores, Column classes) {
    return call_function("labels_of_scores", scores, classes);
  }

  /** {@link #labelsOfScores(Column, Column)} with constants. */
  public static Column labelsOfScores(Column scores, int classes) {
    return call_function("labels_of_scores", scores, lit(classes));
  }
}
