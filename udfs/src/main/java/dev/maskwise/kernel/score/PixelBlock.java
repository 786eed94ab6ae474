package dev.maskwise.kernel.score;

import java.util.Arrays;

/**
 * Where the score kernels are: the arrays that hold the block in hand, and the buffers of its
 * intermediate values. The last block of an image is a padded copy, so every block is whole.
 */
final class PixelBlock {
  static final int PIXELS = ScoreBlocks.PIXELS;
  private static final int LANES = ScoreBlocks.LANES;

  /**
   * Elements of a buffer: more than a block, and so many that no two of the buffers lie at the same
   * place of a page of 4 KB. Where they do, a load waits for an earlier store into the other one.
   */
  private static final int APART = 732;

  /** The scores of a block of {@link ScoreBlocks#TILE} pixels in all classes. */
  float[] tile = {};

  int classes;

  /** Where the row of the class in hand starts. */
  int row;

  /** Pixels of the image in this block; what lies behind them is padding. */
  int size;

  /** Where the block starts in {@link #scores}, {@link #probabilities} and {@link #truth}. */
  int from;

  float[] scores = {};
  float[] probabilities = {};
  byte[] truth = {};

  /** The exponent in hand, and the first lane of its sums. */
  float gamma;

  int lane;
  float logFloor;

  final float[] e = new float[APART];
  final float[] s = new float[APART];
  final float[] loss = new float[APART];
  final float[] missed = new float[APART];
  final float[] weighted = new float[APART];
  final float[] scratch = new float[2 * ScoreBlocks.TILE];
  final double[] lanes;

  PixelBlock(int sums) {
    lanes = new double[sums * LANES];
  }

  /** Makes room for so many classes. */
  void layTile(int planes) {
    classes = planes;
    tile = new float[planes * ScoreBlocks.ROW];
  }

  /** Goes to the block of an image of one class that starts at the given pixel. */
  void moveTo(int at, int pixels, float[] imageScores, byte[] imageTruth, float[] results) {
    size = Math.min(PIXELS, pixels - at);
    boolean whole = size == PIXELS;
    from = whole ? at : 0;
    scores = whole ? imageScores : padded(imageScores, at, size);
    truth = whole ? imageTruth : padded(imageTruth, at, size);
    probabilities = whole ? results : scores;
  }

  /** Turns to the sums of an exponent. */
  void sum(float nextGamma, int firstLane) {
    gamma = nextGamma;
    lane = firstLane;
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
