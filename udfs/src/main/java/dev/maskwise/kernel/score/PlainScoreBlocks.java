package dev.maskwise.kernel.score;

import static dev.maskwise.kernel.score.Minimax.*;
import static dev.maskwise.kernel.score.PlainMath.choose;
import static dev.maskwise.kernel.score.PlainMath.signs;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

/**
 * The steps of the score kernels in plain Java: what is float arithmetic alone in loops over whole
 * buffers, which the compiler turns into vectors by itself, and what is done to bits in loops with
 * one result each. Nothing branches on pixels.
 */
final class PlainScoreBlocks implements ScoreBlocks {
  private static final float SCALE = 0x1p32f;
  private static final int MINUS_INFINITY = floatToRawIntBits(Float.NEGATIVE_INFINITY);
  private static final int SIGN_SHIFT = 31;

  @Override
  public void exponentials(float[] logits, int from, float[] e, float[] scratch) {
    System.arraycopy(logits, from, e, 0, PIXELS);
    for (int i = 0; i < PIXELS; i++) {
      float x = Math.abs(e[i]);
      float shifted = PlainMath.shifted(x);
      scratch[i] = shifted;
      e[i] = PlainMath.fraction(x, 0, shifted);
    }
    for (int i = 0; i < PIXELS; i++) {
      int bits = PlainMath.scaled(floatToRawIntBits(e[i]), floatToRawIntBits(scratch[i]));
      e[i] = intBitsToFloat(bits);
    }
  }

  @Override
  public void exponentialsAndReciprocals(float[] logits, int from, float[] e, float[] s) {
    exponentials(logits, from, e, s);
    for (int i = 0; i < PIXELS; i++) {
      s[i] = 1 / (1 + e[i]);
    }
  }

  @Override
  public void sigmoid(float[] logits, int from, float[] e, float[] s, float[] probabilities) {
    for (int i = 0; i < PIXELS; i++) {
      e[i] *= s[i];
    }
    for (int i = 0; i < PIXELS; i++) {
      int negative = signs(floatToRawIntBits(logits[from + i]));
      int bits = choose(negative, floatToRawIntBits(e[i]), floatToRawIntBits(s[i]));
      probabilities[from + i] = intBitsToFloat(bits);
    }
  }

  @Override
  public void lossOfLogits(float[] logits, byte[] truth, int from, float[] e, float[] loss) {
    for (int i = 0; i < PIXELS; i++) {
      int margin = minusMargin(logits[from + i], truth[from + i]);
      loss[i] = intBitsToFloat(margin & ~signs(margin));
    }
    for (int i = 0; i < PIXELS; i++) {
      loss[i] += PlainMath.log1pOfUnit(e[i]);
    }
  }

  @Override
  public void lossAndMissed(
      float[] logits, byte[] truth, int from, float[] e, float[] s, float[] loss, float[] missed) {
    lossOfLogits(logits, truth, from, e, loss);
    for (int i = 0; i < PIXELS; i++) {
      missed[i] = e[i] * s[i];
    }
    for (int i = 0; i < PIXELS; i++) {
      int right = signs(minusMargin(logits[from + i], truth[from + i]));
      int small = floatToRawIntBits(missed[i]);
      missed[i] = intBitsToFloat(choose(right, small, floatToRawIntBits(s[i])));
    }
  }

  /** z where the truth is 0, −z where it is 1, as bits. */
  private static int minusMargin(float logit, byte truth) {
    return floatToRawIntBits(logit) ^ (truth << SIGN_SHIFT);
  }

  @Override
  public void ofTruth(
      float[] probabilities, byte[] truth, int from, float[] right, float[] low, float[] missed) {
    System.arraycopy(probabilities, from, missed, 0, PIXELS);
    for (int i = 0; i < PIXELS; i++) {
      float p = missed[i];
      float others = 1 - p;
      right[i] = others;
      low[i] = -p - (others - 1);
    }
    for (int i = 0; i < PIXELS; i++) {
      int foreground = -truth[from + i];
      low[i] = intBitsToFloat(floatToRawIntBits(low[i]) & ~foreground);
    }
    for (int i = 0; i < PIXELS; i++) {
      int others = floatToRawIntBits(right[i]);
      int p = floatToRawIntBits(missed[i]);
      missed[i] = intBitsToFloat(choose(-truth[from + i], others, p));
    }
    for (int i = 0; i < PIXELS; i++) {
      int p = floatToRawIntBits(probabilities[from + i]);
      right[i] = intBitsToFloat(choose(-truth[from + i], p, floatToRawIntBits(right[i])));
    }
  }

  @Override
  public void negativeLog(float[] p, float[] low, float logFloor, float[] loss) {
    partForLog(p, low, PIXELS);
    for (int i = 0; i < PIXELS; i++) {
      loss[i] = 0 - Math.max(PlainMath.log(p[i], low[i]), logFloor);
    }
  }

  /** Parts the numbers u + low, scaled, into 2^n·(1 + f): u becomes n, and low f; −∞ for u = 0. */
  private static void partForLog(float[] u, float[] low, int pixels) {
    for (int i = 0; i < pixels; i++) {
      u[i] *= SCALE;
      low[i] *= SCALE;
    }
    for (int i = 0; i < pixels; i++) {
      int bits = floatToRawIntBits(u[i]);
      int n = PlainMath.exponent(bits);
      float m =
          intBitsToFloat(choose(signs(bits - 1), MINUS_INFINITY, bits - (n << EXPONENT_SHIFT)));
      float down = intBitsToFloat(ONE_BITS - (n << EXPONENT_SHIFT));
      u[i] = intBitsToFloat(ROUND_BITS + n);
      low[i] = Math.fma(low[i], down, m - 1);
    }
  }

  @Override
  public void missed(float[] loss, float[] missed) {
    for (int i = 0; i < PIXELS; i++) {
      missed[i] = PlainMath.shifted(Math.max(-loss[i], LEAST_EXPONENT));
    }
    for (int i = 0; i < PIXELS; i++) {
      int scale = (floatToRawIntBits(missed[i]) << EXPONENT_SHIFT) + ONE_BITS;
      missed[i] = intBitsToFloat(scale);
    }
    for (int i = 0; i < PIXELS; i++) {
      missed[i] = 0 - PlainMath.expm1(Math.max(-loss[i], LEAST_EXPONENT), missed[i]);
    }
  }

  @Override
  public void weigh(float[] missed, float[] loss, float gamma, float[] weighted) {
    for (int i = 0; i < PIXELS; i++) {
      weighted[i] = power(missed[i], gamma) * loss[i];
    }
  }

  private static float power(float q, float gamma) {
    if (gamma == 2) {
      return q * q;
    }
    if (gamma == 1) {
      return q;
    }
    return gamma == 3 ? q * q * q : (float) Math.sqrt(q);
  }

  @Override
  public void logPower(float[] missed, float gamma, float[] whole, float[] rest) {
    for (int i = 0; i < PIXELS; i++) {
      rest[i] = missed[i] * SCALE;
    }
    for (int i = 0; i < PIXELS; i++) {
      int bits = floatToRawIntBits(rest[i]);
      int n = PlainMath.exponent(bits);
      whole[i] = intBitsToFloat(ROUND_BITS + n);
      rest[i] = intBitsToFloat(bits - (n << EXPONENT_SHIFT));
    }
    for (int i = 0; i < PIXELS; i++) {
      float n = PlainMath.unscaled(whole[i]);
      float exponent = gamma * n;
      float lost = Math.fma(gamma, n, -exponent);
      float rounded = PlainMath.rounded(exponent);
      float log = PlainMath.logNear1(rest[i] - 1) * LOG2_E;
      whole[i] = rounded;
      rest[i] = Math.fma(gamma, log, (exponent - rounded) + lost);
    }
  }

  @Override
  public void weighByPower(float[] whole, float[] rest, float[] loss, float[] weighted) {
    for (int i = 0; i < PIXELS; i++) {
      float more = PlainMath.rounded(rest[i]);
      whole[i] = (whole[i] + more) + ROUND;
      rest[i] = PlainMath.exp2Near0(rest[i] - more);
    }
    for (int i = 0; i < PIXELS; i++) {
      int shifted = floatToRawIntBits(whole[i]);
      int tiny = signs(shifted - (ROUND_BITS + (int) LEAST_POWER));
      int bits = (floatToRawIntBits(rest[i]) + (shifted << EXPONENT_SHIFT)) & ~tiny;
      rest[i] = intBitsToFloat(bits);
    }
    for (int i = 0; i < PIXELS; i++) {
      weighted[i] = rest[i] * loss[i];
    }
  }

  @Override
  public void addOverlap(
      float[] probabilities, byte[] truth, int from, float[] scratch, double[] lanes) {
    PlainSums.addOverlap(probabilities, truth, from, lanes);
  }

  @Override
  public void addByTruth(
      float[] loss, byte[] truth, int from, float[] scratch, double[] lanes, int at) {
    PlainSums.addByTruth(loss, truth, from, lanes, at);
  }

  @Override
  public void raise(float[] plane, int from, float[] top, int[] labels, int label) {
    for (int i = 0; i < PIXELS; i++) {
      // Adding 0 makes the difference of a −0 and a 0 positive.
      int greater = signs(floatToRawIntBits(top[i] - plane[from + i] + 0));
      int score = floatToRawIntBits(plane[from + i]);
      top[i] = intBitsToFloat(choose(greater, score, floatToRawIntBits(top[i])));
      labels[i] = choose(greater, label, labels[i]);
    }
  }

  @Override
  public void highest(float[] tile, int classes, float[] top, float[] scratch) {
    PlainTiles.highest(tile, classes, top, scratch);
  }

  @Override
  public void exponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch) {
    PlainTiles.exponentials(tile, classes, top, rest, ones, scratch);
  }

  @Override
  public void sumsOfExponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch) {
    PlainTiles.exponentials(tile, classes, top, rest, ones, scratch);
  }

  @Override
  public void total(float[] rest, float[] ones, float[] scale) {
    for (int i = 0; i < TILE; i++) {
      float others = rest[i] + (ones[i] - 1);
      float sum = 1 + others;
      scale[i] = 1 / sum;
      rest[i] = others - (sum - 1);
      ones[i] = sum;
    }
  }

  @Override
  public void addLog(float[] u, float[] low, float[] loss) {
    partForLog(u, low, TILE);
    for (int i = 0; i < TILE; i++) {
      loss[i] += PlainMath.log(u[i], low[i]);
    }
  }

  @Override
  public void fromTile(
      float[] tile, int row, float[] scale, float[] plane, int from, float[] scratch) {
    PlainTiles.take(tile, row, scale, plane, from, scratch);
  }

  @Override
  public boolean allFinite(float[] scores, int from) {
    int beyond = 0;
    for (int i = from; i < from + PIXELS; i++) {
      beyond |= floatToRawIntBits(Float.MAX_VALUE) - (floatToRawIntBits(scores[i]) & ~0 >>> 1);
    }
    return beyond >= 0;
  }
}
