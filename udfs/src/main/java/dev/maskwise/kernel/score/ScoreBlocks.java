package dev.maskwise.kernel.score;

/**
 * The steps of the score kernels on one block of {@link #PIXELS} pixels, small enough for the first
 * cache: what a form of the kernels has to bring. {@link ScoreKernels} takes an image apart and
 * pads its last block.
 *
 * <p>Arrays with a {@code from} start there; all others hold one block. Sums are collected in
 * {@link #LANES} lanes: pixel i of the block belongs to lane i mod 16; the eight pixels of a lane
 * in 128 successive ones are added up in float32, in order, and the result is added to the lane's
 * double. All forms give the same bits.
 *
 * <p>A tile holds the scores of {@link #TILE} pixels in all classes: a row for each, {@link #ROW}
 * apart.
 */
public interface ScoreBlocks {
  /** Pixels of a block. */
  int PIXELS = 512;

  /** Pixels of a tile: what many classes have of them is still small. */
  int TILE = 256;

  /** How far the rows of a tile are apart: not a power of 2, lest they share sets of the cache. */
  int ROW = TILE + 16;

  /** Lanes of a sum. */
  int LANES = 16;

  /** Sums of {@link #addOverlap}. */
  int OVERLAP_SUMS = 3;

  /** Pixels whose lanes are added in float32. */
  int GROUP = 128;

  /** e = exp(−|z|). */
  void exponentials(float[] logits, int from, float[] e, float[] scratch);

  /** e = exp(−|z|) and s = 1 / (1 + e), whose division runs beside the exponential. */
  void exponentialsAndReciprocals(float[] logits, int from, float[] e, float[] s);

  /** σ(z): s for z ≥ 0, else e·s. The result may replace the logits; e is used up. */
  void sigmoid(float[] logits, int from, float[] e, float[] s, float[] probabilities);

  /** Cross-entropy from logits z, with e = exp(−|z|). */
  void lossOfLogits(float[] logits, byte[] truth, int from, float[] e, float[] loss);

  /** The same, and 1 − p_t: s where the sign of z is not that of the truth, else e·s. */
  void lossAndMissed(
      float[] logits, byte[] truth, int from, float[] e, float[] s, float[] loss, float[] missed);

  /** p_t, what 1 − p loses by rounding where p_t is that, and 1 − p_t, from probabilities. */
  void ofTruth(
      float[] probabilities, byte[] truth, int from, float[] right, float[] low, float[] missed);

  /** −max(log(p + low), logFloor); p and low are used up. */
  void negativeLog(float[] p, float[] low, float logFloor, float[] loss);

  /** 1 − exp(−loss), which is 1 − p_t. */
  void missed(float[] loss, float[] missed);

  /** missed^γ·loss for γ of ½, 1, 2 or 3. */
  void weigh(float[] missed, float[] loss, float gamma, float[] weighted);

  /** log2 of missed^γ for any γ > 0, as a whole number and a rest. */
  void logPower(float[] missed, float gamma, float[] whole, float[] rest);

  /** 2^(whole + rest)·loss; whole and rest are used up. */
  void weighByPower(float[] whole, float[] rest, float[] loss, float[] weighted);

  /** Adds Σp, Σp·y and Σp² to the first {@link #OVERLAP_SUMS} times {@link #LANES} lanes. */
  void addOverlap(float[] probabilities, byte[] truth, int from, float[] scratch, double[] lanes);

  /** Adds Σ over truth 0 to the lanes from {@code at} on, and Σ over truth 1 to the next ones. */
  void addByTruth(float[] loss, byte[] truth, int from, float[] scratch, double[] lanes, int at);

  /** Raises {@code top} and makes the label the given one where the plane is greater. */
  void raise(float[] plane, int from, float[] top, int[] labels, int label);

  /** The highest logit of each pixel of a tile. */
  void highest(float[] tile, int classes, float[] top, float[] scratch);

  /**
   * Replaces the logits in a tile by exp(z − top) and gives their sum: in {@code rest} those below
   * 1, in {@code ones} how many are 1, so that what is beside the largest keeps its digits.
   */
  void exponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch);

  /** The same sums, when the exponentials are not needed; the tile is used up. */
  void sumsOfExponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch);

  /**
   * From rest + ones, for ones ≥ 1: scale = 1 / (rest + ones); the sum goes to {@code ones}, and
   * what rounding took from it to {@code rest}.
   */
  void total(float[] rest, float[] ones, float[] scale);

  /** loss += log(u + low) for the pixels of a tile; u and low are used up. */
  void addLog(float[] u, float[] low, float[] loss);

  /** Copies the row of a class times the scale into its plane. */
  void fromTile(float[] tile, int row, float[] scale, float[] plane, int from, float[] scratch);

  /** Whether every score is finite. */
  boolean allFinite(float[] scores, int from);
}
