package dev.maskwise.training;

/** What a loss sees of one image: the scores and the truth of its valid pixels. */
public final class LabelledPixels {
  private final double[][] scores;
  private final boolean[][] truth;
  private final int allPixels;

  /**
   * Refers to the arrays.
   *
   * @param scores a plane for each channel, an element for each valid pixel; finite logits or
   *     probabilities, whichever the loss takes
   * @param truth planes of the same shape
   * @param allPixels how many pixels the image has, those included that the mask leaves out
   */
  public LabelledPixels(double[][] scores, boolean[][] truth, int allPixels) {
    this.scores = scores;
    this.truth = truth;
    this.allPixels = allPixels;
  }

  /** The plane of scores of a channel, not a copy. */
  public double[] scores(int channel) {
    return scores[channel];
  }

  /** The plane of the truth of a channel, not a copy. */
  public boolean[] truth(int channel) {
    return truth[channel];
  }

  /** How many planes. */
  public int channels() {
    return scores.length;
  }

  /** How many pixels are valid, 0 for an image that the mask leaves out. */
  public int pixels() {
    return scores[0].length;
  }

  /** How many pixels the image has, ignored ones too. */
  public int allPixels() {
    return allPixels;
  }

  /**
   * The class of a pixel whose classes exclude one another.
   *
   * @throws IllegalArgumentException if it has no class, or more than one
   */
  int classOf(int pixel) {
    int found = -1;
    for (int channel = 0; channel < truth.length; channel++) {
      if (truth[channel][pixel]) {
        if (found >= 0) {
          throw notOneHot(pixel, "more than one class");
        }
        found = channel;
      }
    }
    if (found < 0) {
      throw notOneHot(pixel, "no class");
    }
    return found;
  }

  private static IllegalArgumentException notOneHot(int pixel, String has) {
    return new IllegalArgumentException(
        "The labels give valid pixel %d %s: softmax wants exactly one; leave unlabelled pixels out with a mask."
            .formatted(pixel, has));
  }
}
