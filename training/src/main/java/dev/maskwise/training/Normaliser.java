package dev.maskwise.training;

/** What the sum of pixel losses of an image is divided by; all channels count under sigmoid. */
public enum Normaliser {
  /** The pixels that the mask leaves in. */
  VALID_PIXELS,
  /** All pixels of the image, ignored ones too. */
  ALL_PIXELS,
  /** Nothing: the sum. */
  SUM;

  double divisor(LabelledPixels image) {
    return switch (this) {
      case VALID_PIXELS -> image.pixels();
      case ALL_PIXELS -> image.allPixels();
      case SUM -> 1;
    };
  }
}
