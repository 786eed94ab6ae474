package dev.maskwise.codec.score;

/**
 * What the integers of a quantised score map mean: score = scale · q + offset, computed in double
 * and rounded to float32 once.
 *
 * @param scale what a step of one is worth, finite and not 0; 1/255 where 0 … 255 stand for
 *     probabilities
 * @param offset the score of the integer 0, finite
 */
public record ScoreScale(double scale, double offset) {

  /** Refuses a scale under which all integers mean the same, or nothing. */
  public ScoreScale {
    if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "A scale of scores is finite and not 0 and its offset is finite, but they are "
              + scale
              + " and "
              + offset
              + ".");
    }
  }
}
