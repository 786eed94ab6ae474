package dev.maskwise.oracle;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Sums and losses of the valid pixels of an image. */
public final class NaiveLosses {
  private NaiveLosses() {}

  public static SoftSums soft(NaiveImage image, int c) {
    return SoftSums.of(image.probabilities(c), image.isClass(c));
  }

  /** Over all pixels and all the classes at once. */
  public static SoftSums joint(NaiveImage image, int classes) {
    return IntStream.range(0, classes)
        .mapToObj(c -> soft(image, c))
        .reduce(SoftSums::plus)
        .orElseThrow();
  }

  /** Σ of the focal loss over the pixels of a class; with γ = 0 it is the cross-entropy. */
  public static double focalSum(NaiveImage image, double gamma, int c) {
    double[] losses =
        image.each(i -> image.truth()[i] == c ? image.probability(i, c).focal(gamma) : 0);
    return Arrays.stream(losses).sum();
  }

  /** The same over all pixels, with a weight for the background, class 0, and one for the rest. */
  public static double focalSum(
      NaiveImage image, double gamma, double foreground, double background) {
    return IntStream.of(image.truth())
        .distinct()
        .mapToDouble(c -> (c == 0 ? background : foreground) * focalSum(image, gamma, c))
        .sum();
  }

  /** The mean over the pixels, NaN without any. */
  public static double focal(NaiveImage image, double gamma, double foreground, double background) {
    return focalSum(image, gamma, foreground, background) / image.pixels();
  }

  /** |y − p|. */
  public static double[] softmaxErrors(NaiveImage image, int c) {
    return image.each(
        i ->
            image.truth()[i] == c
                ? image.probability(i, c).rest()
                : image.probability(i, c).value());
  }

  /** 1 − z of the foreground, 1 + z of the background. */
  public static double[] hingeErrors(NaiveImage image) {
    return image.each(i -> 1 - image.score(i) * (2 * image.truth()[i] - 1));
  }

  /** NaN without a pixel. */
  public static double lovaszSoftmax(NaiveImage image, int c) {
    return image.pixels() == 0
        ? Double.NaN
        : NaiveLovasz.value(softmaxErrors(image, c), image.isClass(c));
  }

  /** NaN without a pixel. */
  public static double lovaszHinge(NaiveImage image) {
    return image.pixels() == 0
        ? Double.NaN
        : NaiveLovasz.value(hingeErrors(image), image.isClass(1));
  }
}
