package dev.maskwise.image;

import dev.maskwise.kernel.score.ScoreKernels;

/** Whether scores are what they are said to be; the first that is not rejects its image. */
public final class ScoreChecks {
  /** Eight bits move a probability by less than 1/255, be it rounded or cut off. */
  private static final float EIGHT_BITS = 1f / 255;

  /** With many classes most of it cancels; sums that are farther off are no rounding. */
  private static final float LARGEST_TOLERANCE = 0.1f;

  private ScoreChecks() {}

  /** Every score is finite. */
  static void requireFinite(ScoreKernels kernels, int model, TruthPixels truth, float[][] planes)
      throws RejectedMaskException {
    for (int c = 0; c < planes.length; c++) {
      int at = kernels.firstNonFinite(planes[c], truth.pixels());
      if (at >= 0) {
        throw new RejectedMaskException(
            model,
            RejectKind.NON_FINITE_SCORE,
            "holds the score %s at %s%s, but scores are finite numbers"
                .formatted(planes[c][at], truth.positionOfValid(at), channel(planes, c)));
      }
    }
  }

  /** Every score is in [0, 1]. */
  static void requireProbabilities(int model, TruthPixels truth, float[][] planes)
      throws RejectedMaskException {
    for (int c = 0; c < planes.length; c++) {
      float[] plane = planes[c];
      for (int i = 0; i < truth.pixels(); i++) {
        if (!(plane[i] >= 0 && plane[i] <= 1)) {
          throw new RejectedMaskException(
              model,
              RejectKind.NO_PROBABILITY,
              "holds the score %s at %s%s, but probabilities are from 0 to 1: say --score logit if these are logits"
                  .formatted(plane[i], truth.positionOfValid(i), channel(planes, c)));
        }
      }
    }
  }

  /**
   * The probabilities of each pixel add up to 1, up to what storing each in eight bits can change.
   *
   * @param sums room for a number a pixel
   */
  static void requireSumOne(int model, TruthPixels truth, float[][] planes, float[] sums)
      throws RejectedMaskException {
    int at = firstNotSumOne(planes, truth.pixels(), sums);
    if (at >= 0) {
      throw new RejectedMaskException(
          model,
          RejectKind.NO_PROBABILITY,
          "holds probabilities that add up to %s at %s, but those of all classes add up to 1"
              .formatted(sums[at], truth.positionOfValid(at)));
    }
  }

  /**
   * The first pixel whose probabilities do not add up to 1, or −1.
   *
   * @param sums gets the sum of each pixel
   */
  public static int firstNotSumOne(float[][] planes, int pixels, float[] sums) {
    System.arraycopy(planes[0], 0, sums, 0, pixels);
    for (int c = 1; c < planes.length; c++) {
      float[] plane = planes[c];
      for (int i = 0; i < pixels; i++) {
        sums[i] += plane[i];
      }
    }
    float tolerance = sumTolerance(planes.length);
    for (int i = 0; i < pixels; i++) {
      if (Math.abs(sums[i] - 1) > tolerance) {
        return i;
      }
    }
    return -1;
  }

  /** How far from 1 the float32 sum of so many probabilities may be. */
  public static float sumTolerance(int classes) {
    return Math.min(LARGEST_TOLERANCE, classes * EIGHT_BITS);
  }

  private static String channel(float[][] planes, int c) {
    return planes.length == 1 ? "" : " of channel " + c;
  }
}
