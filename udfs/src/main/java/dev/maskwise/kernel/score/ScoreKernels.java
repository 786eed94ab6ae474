package dev.maskwise.kernel.score;

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
public interface ScoreKernels {
  /** Index of Σp, the soft cardinality of the prediction, in the sums of one class. */
  int PREDICTION = 0;

  /** Index of Σp·y, the soft intersection. */
  int INTERSECTION = 1;

  /** Index of Σp². */
  int SQUARES = 2;

  /**
   * Index of the first sum of pixel losses: for the g-th exponent γ, Σ(1 − p_t)^γ·CE over the
   * pixels with truth 0 is at {@code FOCAL + 2g} and over those with truth 1 at {@code FOCAL + 2g +
   * 1}. γ = 0 is cross-entropy.
   */
  int FOCAL = 3;

  /**
   * The fastest form that this JVM can run, chosen once: with {@code jdk.incubator.vector} where
   * that module was added and vectors have 256 bits or more, else in plain Java. Safe for use by
   * any thread.
   */
  static ScoreKernels best() {
    return ChosenForm.BEST;
  }

  /** How many sums one class has with so many exponents. */
  static int sums(int gammas) {
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
  void fromLogits(
      float[] logits,
      byte[] truth,
      int pixels,
      float[] gammas,
      float[] probabilities,
      double[] sums);

  /**
   * Adds the pixel losses of one class from logits, as {@link #fromLogits} does, bit for bit, and
   * nothing else: the first three sums stay as they are. Takes about half of its time.
   */
  void lossesFromLogits(float[] logits, byte[] truth, int pixels, float[] gammas, double[] sums);

  /**
   * Adds the sums of one class from probabilities: CE = −max(log p_t, logFloor).
   *
   * @param probabilities at least {@code pixels} numbers in [0, 1]
   * @param logFloor the least logarithm, at most 0; PyTorch's BCELoss has −100
   */
  void fromProbabilities(
      float[] probabilities,
      byte[] truth,
      int pixels,
      float[] gammas,
      float logFloor,
      double[] sums);

  /** Adds Σp, Σp·y and Σp² of one class, the first three sums. */
  void softOverlap(float[] probabilities, byte[] truth, int pixels, double[] sums);

  /**
   * The class of the largest score of each pixel, the lowest class among equals.
   *
   * @param planes a plane of at least {@code pixels} scores for each class
   * @param labels gets the class of each pixel
   */
  void argmax(float[][] planes, int pixels, char[] labels);

  /**
   * Replaces the logits of each pixel by their softmax over the planes, and gives the cross-entropy
   * of each pixel, log Σ_c exp(z_c) − z_truth.
   *
   * @param planes a plane of at least {@code pixels} logits for each class, replaced
   * @param truth the class of each pixel, below the number of planes
   * @param crossEntropy gets the loss of each pixel
   */
  void softmax(float[][] planes, int pixels, char[] truth, float[] crossEntropy);

  /**
   * The cross-entropy of each pixel from logits over the planes, as {@link #softmax} gives it, bit
   * for bit; the logits stay as they are.
   */
  void crossEntropyFromLogits(float[][] planes, int pixels, char[] truth, float[] crossEntropy);

  /**
   * The cross-entropy of each pixel from probabilities over the planes, −max(log p_truth,
   * logFloor).
   */
  void crossEntropy(
      float[][] probabilities, int pixels, char[] truth, float logFloor, float[] crossEntropy);

  /**
   * Adds the softmax focal losses of pixels to the sum of their true class: (1 − p_t)^γ·CE with p_t
   * = exp(−CE).
   *
   * @param crossEntropy at least {@code pixels} numbers ≥ 0
   * @param truth the class of each pixel, below the length of {@code sums}
   * @param gamma the exponent, from 0 to 1000; 0 adds the cross-entropies
   * @param sums an element for each class, added to
   */
  void focalByClass(float[] crossEntropy, char[] truth, int pixels, float gamma, double[] sums);

  /** The index of the first score that is NaN or infinite, or −1 if all are finite. */
  int firstNonFinite(float[] scores, int pixels);
}
