package dev.maskwise.kernel.score;

import java.util.Arrays;

/**
 * The float arithmetic on the scores of an image: sigmoid, softmax, and the sums over pixels from
 * which cross-entropy, focal, Dice, IoU and Tversky losses follow.
 *
 * <p>Every array holds valid pixels only: whoever calls has left out the ignored ones. Scores are
 * finite ({@link #firstNonFinite}); logits of any finite size are fine. A truth of one class is one
 * byte a pixel, 0 or 1; a truth of many classes is one {@code char} a pixel.
 *
 * <p>Per-pixel values are float32, sums are collected in double in an order that is fixed by the
 * number of pixels alone. All forms of the kernels give the same bits on every machine. A value
 * below about 1e−38, such as the loss of a logit that is right by 88, is 0.
 */
public final class ScoreKernels {
  /** Index of Σp, the soft cardinality of the prediction, in the sums of one class. */
  public static final int PREDICTION = 0;

  /** Index of Σp·y, the soft intersection. */
  public static final int INTERSECTION = 1;

  /** Index of Σp². */
  public static final int SQUARES = 2;

  /**
   * Index of the first sum of pixel losses: for the g-th exponent γ, Σ(1 − p_t)^γ·CE over the
   * pixels with truth 0 is at {@code FOCAL + 2g} and over those with truth 1 at {@code FOCAL + 2g +
   * 1}. γ = 0 is cross-entropy.
   */
  public static final int FOCAL = ScoreBlocks.OVERLAP_SUMS;

  /** A greater exponent leaves no digits of any loss. */
  private static final float MAX_GAMMA = 1000;

  private static final ScoreKernels BEST = new ScoreKernels(ChosenForm.choose(ModuleLayer.boot()));

  private final ScoreBlocks blocks;
  private final BlockedLosses losses;
  private final BlockedSoftmax softmax;

  ScoreKernels(ScoreBlocks blocks) {
    this.blocks = blocks;
    losses = new BlockedLosses(blocks);
    softmax = new BlockedSoftmax(blocks);
  }

  /**
   * The fastest form that this JVM can run, chosen once: with {@code jdk.incubator.vector} where
   * that module was added and vectors have 256 bits or more, else in plain Java. Safe for use by
   * any thread.
   */
  public static ScoreKernels best() {
    return BEST;
  }

  /** How many sums one class has with so many exponents. */
  public static int sums(int gammas) {
    return FOCAL + 2 * gammas;
  }

  /**
   * Adds the sums of one class from logits z: p = σ(z), p_t = p where y = 1 else 1 − p, CE = max(z,
   * 0) − z·y + log1p(exp(−|z|)).
   *
   * @param logits at least {@code pixels} finite logits
   * @param truth at least {@code pixels} bytes, 0 or 1
   * @param gammas the exponents, each from 0 to 1000
   * @param probabilities gets σ(z) of each pixel; may be the same array as {@code logits}
   * @param sums {@link #sums} elements, added to
   */
  public void fromLogits(
      float[] logits,
      byte[] truth,
      int pixels,
      float[] gammas,
      float[] probabilities,
      double[] sums) {
    requirePixels("logits", logits.length, pixels);
    requirePixels("truth", truth.length, pixels);
    requirePixels("probabilities", probabilities.length, pixels);
    requireGammas(gammas, sums);
    losses.fromLogits(logits, truth, pixels, gammas, probabilities, sums);
  }

  /**
   * Adds the pixel losses of one class from logits, as {@link #fromLogits} does, bit for bit, and
   * nothing else: the first three sums stay as they are. Takes about half of its time.
   */
  public void lossesFromLogits(
      float[] logits, byte[] truth, int pixels, float[] gammas, double[] sums) {
    requirePixels("logits", logits.length, pixels);
    requirePixels("truth", truth.length, pixels);
    requireGammas(gammas, sums);
    losses.lossesFromLogits(logits, truth, pixels, gammas, sums);
  }

  /**
   * Adds the sums of one class from probabilities: CE = −max(log p_t, logFloor).
   *
   * @param probabilities at least {@code pixels} numbers in [0, 1]
   * @param logFloor the least logarithm, at most 0; PyTorch's BCELoss has −100
   */
  public void fromProbabilities(
      float[] probabilities,
      byte[] truth,
      int pixels,
      float[] gammas,
      float logFloor,
      double[] sums) {
    requirePixels("probabilities", probabilities.length, pixels);
    requirePixels("truth", truth.length, pixels);
    requireGammas(gammas, sums);
    requireFloor(logFloor);
    losses.fromProbabilities(probabilities, truth, pixels, gammas, logFloor, sums);
  }

  /** Adds Σp, Σp·y and Σp² of one class, the first three sums. */
  public void softOverlap(float[] probabilities, byte[] truth, int pixels, double[] sums) {
    fromProbabilities(probabilities, truth, pixels, new float[0], 0, sums);
  }

  /**
   * The class of the largest score of each pixel, the lowest class among equals.
   *
   * @param planes a plane of at least {@code pixels} scores for each class
   * @param labels gets the class of each pixel
   */
  public void argmax(float[][] planes, int pixels, char[] labels) {
    requirePlanes(planes, pixels);
    requirePixels("labels", labels.length, pixels);
    float[] top = new float[ScoreBlocks.PIXELS];
    int[] best = new int[ScoreBlocks.PIXELS];
    for (int at = 0; at < pixels; at += ScoreBlocks.PIXELS) {
      int size = Math.min(ScoreBlocks.PIXELS, pixels - at);
      boolean whole = size == ScoreBlocks.PIXELS;
      Arrays.fill(best, 0);
      for (int c = 0; c < planes.length; c++) {
        float[] plane = whole ? planes[c] : PixelBlock.padded(planes[c], at, size);
        int from = whole ? at : 0;
        if (c == 0) {
          System.arraycopy(plane, from, top, 0, ScoreBlocks.PIXELS);
        } else {
          blocks.raise(plane, from, top, best, c);
        }
      }
      for (int i = 0; i < size; i++) {
        labels[at + i] = (char) best[i];
      }
    }
  }

  /**
   * Replaces the logits of each pixel by their softmax over the planes, and gives the cross-entropy
   * of each pixel, log Σ_c exp(z_c) − z_truth.
   *
   * @param planes a plane of at least {@code pixels} logits for each class, replaced
   * @param truth the class of each pixel, below the number of planes
   * @param crossEntropy gets the loss of each pixel
   */
  public void softmax(float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    requirePlanes(planes, pixels);
    requirePixels("truth", truth.length, pixels);
    requirePixels("crossEntropy", crossEntropy.length, pixels);
    softmax.onto(planes, pixels, truth, crossEntropy);
  }

  /**
   * The cross-entropy of each pixel from logits over the planes, as {@link #softmax} gives it, bit
   * for bit; the logits stay as they are.
   */
  public void crossEntropyFromLogits(
      float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    requirePlanes(planes, pixels);
    requirePixels("truth", truth.length, pixels);
    requirePixels("crossEntropy", crossEntropy.length, pixels);
    softmax.losses(planes, pixels, truth, crossEntropy);
  }

  /**
   * The cross-entropy of each pixel from probabilities over the planes, −max(log p_truth,
   * logFloor).
   */
  public void crossEntropy(
      float[][] probabilities, int pixels, char[] truth, float logFloor, float[] crossEntropy) {
    requirePlanes(probabilities, pixels);
    requirePixels("truth", truth.length, pixels);
    requirePixels("crossEntropy", crossEntropy.length, pixels);
    requireFloor(logFloor);
    losses.crossEntropy(probabilities, pixels, truth, logFloor, crossEntropy);
  }

  /**
   * Adds the softmax focal losses of pixels to the sum of their true class: (1 − p_t)^γ·CE with p_t
   * = exp(−CE).
   *
   * @param crossEntropy at least {@code pixels} numbers ≥ 0
   * @param truth the class of each pixel, below the length of {@code sums}
   * @param gamma the exponent, from 0 to 1000; 0 adds the cross-entropies
   * @param sums an element for each class, added to
   */
  public void focalByClass(
      float[] crossEntropy, char[] truth, int pixels, float gamma, double[] sums) {
    requirePixels("crossEntropy", crossEntropy.length, pixels);
    requirePixels("truth", truth.length, pixels);
    requireGamma(gamma);
    losses.focalByClass(crossEntropy, truth, pixels, gamma, sums);
  }

  /** The index of the first score that is NaN or infinite, or −1 if all are finite. */
  public int firstNonFinite(float[] scores, int pixels) {
    requirePixels("scores", scores.length, pixels);
    int at = 0;
    while (at + ScoreBlocks.PIXELS <= pixels && blocks.allFinite(scores, at)) {
      at += ScoreBlocks.PIXELS;
    }
    while (at < pixels && Float.isFinite(scores[at])) {
      at++;
    }
    return at < pixels ? at : -1;
  }

  private static void requirePixels(String array, int length, int pixels) {
    if (pixels < 0 || length < pixels) {
      throw new IllegalArgumentException(
          "%d pixels were asked for, but %s holds %d.".formatted(pixels, array, length));
    }
  }

  private static void requirePlanes(float[][] planes, int pixels) {
    if (planes.length == 0 || planes.length > Character.MAX_VALUE + 1) {
      throw new IllegalArgumentException(
          "A pixel has the scores of 1 to 65536 classes, but there are %d planes."
              .formatted(planes.length));
    }
    for (int c = 0; c < planes.length; c++) {
      requirePixels("plane " + c, planes[c].length, pixels);
    }
  }

  private static void requireGammas(float[] gammas, double[] sums) {
    for (float gamma : gammas) {
      requireGamma(gamma);
    }
    if (sums.length != sums(gammas.length)) {
      throw new IllegalArgumentException(
          "%d exponents make %d sums, but room for %d was given."
              .formatted(gammas.length, sums(gammas.length), sums.length));
    }
  }

  private static void requireGamma(float gamma) {
    if (!(gamma >= 0 && gamma <= MAX_GAMMA)) {
      throw new IllegalArgumentException(
          "The exponent γ is between 0 and 1000, but %s was given.".formatted(gamma));
    }
  }

  private static void requireFloor(float logFloor) {
    if (!(logFloor <= 0)) {
      throw new IllegalArgumentException(
          "The least logarithm is at most 0, but %s was given.".formatted(logFloor));
    }
  }
}
