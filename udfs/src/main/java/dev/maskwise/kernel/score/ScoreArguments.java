package dev.maskwise.kernel.score;

/** The checks of the arguments of the score kernels, made before the first pixel. */
final class ScoreArguments {
  /** A greater exponent leaves no digits of any loss. */
  private static final float MAX_GAMMA = 1000;

  private ScoreArguments() {}

  static void requirePixels(String array, int length, int pixels) {
    if (pixels < 0 || length < pixels) {
      throw new IllegalArgumentException(
          "%d pixels were asked for, but %s holds %d.".formatted(pixels, array, length));
    }
  }

  static void requirePlanes(float[][] planes, int pixels) {
    if (planes.length == 0 || planes.length > Character.MAX_VALUE + 1) {
      throw new IllegalArgumentException(
          "A pixel has the scores of 1 to 65536 classes, but there are %d planes."
              .formatted(planes.length));
    }
    for (int c = 0; c < planes.length; c++) {
      requirePixels("plane " + c, planes[c].length, pixels);
    }
  }

  static void requireGammas(float[] gammas, double[] sums) {
    for (float gamma : gammas) {
      requireGamma(gamma);
    }
    if (sums.length != ScoreKernels.sums(gammas.length)) {
      throw new IllegalArgumentException(
          "%d exponents make %d sums, but room for %d was given."
              .formatted(gammas.length, ScoreKernels.sums(gammas.length), sums.length));
    }
  }

  static void requireGamma(float gamma) {
    if (!(gamma >= 0 && gamma <= MAX_GAMMA)) {
      throw new IllegalArgumentException(
          "The exponent γ is between 0 and 1000, but %s was given.".formatted(gamma));
    }
  }

  static void requireFloor(float logFloor) {
    if (!(logFloor <= 0)) {
      throw new IllegalArgumentException(
          "The least logarithm is at most 0, but %s was given.".formatted(logFloor));
    }
  }
}
