package dev.maskwise.job.label;

import java.util.Locale;

/** What a pixel is worth that is predicted as an ignore label where its truth is a class. */
public enum PredictedIgnore {
  /** The image is rejected. */
  REFUSE,
  /** The prediction is wrong: the true class misses the pixel, and no class gains one. */
  ERROR,
  /** The pixel counts nowhere for that model. */
  DROP;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
