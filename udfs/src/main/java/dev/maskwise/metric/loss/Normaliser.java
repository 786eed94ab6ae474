package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import dev.maskwise.statistic.PixelLosses;

/** By what a sum of the losses of pixels is divided. */
public enum Normaliser implements Choice {
  /** The valid pixels. */
  VALID("by the valid pixels (PyTorch and LovaszSoftmax)"),
  /** All pixels. */
  ALL("by all pixels, ignored ones too (segmentation_models.pytorch)"),
  /** All pixels of all classes. */
  VALUES("by all pixels, ignored ones too, times the classes (kornia)"),
  /** The weights of the true classes of the valid pixels; where nothing is weighted, those. */
  WEIGHTS("by the weights of the valid pixels' classes (PyTorch with class weights)"),
  /** Nothing. */
  SUM("by nothing: the sum");

  private final String definition;

  Normaliser(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }

  /** The formula of a normalised sum. */
  String formula(String sum) {
    return switch (this) {
      case VALID -> sum + " / valid pixels";
      case ALL -> sum + " / all pixels";
      case VALUES -> sum + " / (all pixels · classes)";
      case WEIGHTS -> sum + " / Σ w_t";
      case SUM -> sum;
    };
  }

  /** The unit of a normalised sum of cross-entropies. */
  String unit() {
    return switch (this) {
      case VALID, ALL, WEIGHTS -> "nats per pixel";
      case VALUES -> "nats per pixel and class";
      case SUM -> "nats";
    };
  }

  /**
   * The normalised sum; {@code NaN} without a valid pixel, or where all weights are 0.
   *
   * @param weights the weights of the valid pixels' classes
   */
  double divide(double sum, double weights, PixelLosses losses, int classes) {
    long valid = losses.validPixels();
    if (valid == 0) {
      return Double.NaN;
    }
    return switch (this) {
      case VALID -> sum / valid;
      case ALL -> sum / losses.allPixels();
      case VALUES -> sum / losses.allPixels() / classes;
      case WEIGHTS -> weights == 0 ? Double.NaN : sum / weights;
      case SUM -> sum;
    };
  }
}
