package dev.maskwise.kernel.score;

import java.util.Arrays;

/**
 * Where the score kernels are: the arrays that hold the block in hand, and the buffers of its
 * intermediate values. The last block of an image is a padded copy, so every block is whole.
 */
final class PixelBlock {
  private static final int PIXELS = ScoreBlocks.PIXELS;
  private static final int LANES = ScoreBlocks.LANES;

  /**
   * Elements of a buffer: more than a block, and so many that no two of the buffers lie at the same
   * place of a page of 4 KB. Where they do, a load waits for an earlier store into the other one.
   * The order of the buffers matters for the same reason.
   */
  private static final int APART = 732;

  /** Pixels of the image in this block; what lies behind them is padding. */
  int size;

  /** Where the block starts in {@link #scores}, {@link #probabilities} and {@link #truth}. */
  int from;

  float[] scores = {};
  float[] probabilities = {};
  byte[] truth = {};

  /** From logits: exp(−|z|) and 1 / (1 + exp(−|z|)). */
  final float[] exponential = buffer();

  final float[] reciprocal = buffer();

  /** From probabilities, in the same two buffers: p_t, and what it loses by rounding. */
  final float[] right = exponential;

  final float[] low = reciprocal;

  /** Last, in the same two buffers: log2 of (1 − p_t)^γ as a whole number and a rest. */
  final float[] whole = exponential;

  final float[] rest = reciprocal;

  /** The loss of each pixel, 1 − p_t, and (1 − p_t)^γ·loss for the exponent in hand. */
  final float[] loss = buffer();

  final float[] missed = buffer();
  final float[] weighted = buffer();

  final float[] scratch = new float[2 * ScoreBlocks.TILE];
  final double[] lanes;

  PixelBlock(int sums) {
    lanes = new double[sums * LANES];
  }

  static float[] buffer() {
    return new float[APART];
  }

  /** Goes to the block of an image of one class that starts at the given pixel. */
  void moveTo(int at, int pixels, float[] imageScores, byte[] imageTruth, float[] results) {
    size = Math.min(PIXELS, pixels - at);
    boolean full = size == PIXELS;
    from = full ? at : 0;
    scores = full ? imageScores : padded(imageScores, at, size);
    truth = full ? imageTruth : padded(imageTruth, at, size);
    probabilities = full ? results : scores;
  }

  /** Clears what was made of the padding, so that nothing is added for it. */
  void clearPadding() {
    if (size < PIXELS) {
      Arrays.fill(probabilities, size, PIXELS, 0);
      Arrays.fill(loss, size, PIXELS, 0);
    }
  }

  /** Adds up the lanes of each sum, in order. */
  void addTo(double[] sums) {
    for (int k = 0; k < sums.length; k++) {
      double sum = 0;
      for (int i = k * LANES; i < (k + 1) * LANES; i++) {
        sum += lanes[i];
      }
      sums[k] += sum;
    }
  }

  /** A block of its own with the values at its start and zeros behind them. */
  static float[] padded(float[] values, int at, int size) {
    return Arrays.copyOf(Arrays.copyOfRange(values, at, at + size), PIXELS);
  }

  private static byte[] padded(byte[] values, int at, int size) {
    return Arrays.copyOf(Arrays.copyOfRange(values, at, at + size), PIXELS);
  }
}
