package dev.maskwise.kernel.score;

import static dev.maskwise.kernel.score.Minimax.*;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/** Exponentials, logarithms and powers of one float32, step for step those of the vector form. */
final class PlainMath {
  private PlainMath() {}

  /** The first of three steps to exp(−(x + low)) for x ≥ 0: x / ln 2, rounded, in the last bits. */
  static float shifted(float x) {
    return fma(x, LOG2_E, ROUND);
  }

  /** The second: exp of what rounding left. */
  static float fraction(float x, float low, float shifted) {
    float r = reduced(x, shifted - ROUND) + low;
    float q = fma(r, fma(r, fma(r, fma(r, -E4, E3), -E2), E1), -E0);
    return 1 - fma(r * r, q, r);
  }

  /** The third, on the bits of both: 2^(−x / ln 2, rounded) times the fraction, or 0. */
  static int scaled(int fraction, int shifted) {
    int kept = signs(shifted - (ROUND_BITS + EXP_POWERS));
    return (fraction - (shifted << EXPONENT_SHIFT)) & kept;
  }

  /** exp(x) − 1 for x ≤ 0, relatively exact near 0 too, with 2^(x / ln 2, rounded) given. */
  static float expm1(float x, float scale) {
    float fraction = expm1Near0(reduced(x, shifted(x) - ROUND));
    return fma(scale, fraction, scale - 1);
  }

  private static float reduced(float x, float n) {
    return fma(n, -LN2_REST, fma(n, -LN2, x));
  }

  private static float expm1Near0(float r) {
    float q = fma(r, fma(r, fma(r, fma(r, E4, E3), E2), E1), E0);
    return fma(r * r, q, r);
  }

  /** log(1 + e) for 0 ≤ e ≤ 1. */
  static float log1pOfUnit(float e) {
    float d = e - 0.5f;
    float high = fma(d, fma(d, fma(d, fma(d, U9, U8), U7), U6), U5);
    return e * fma(d, fma(d, fma(d, fma(d, fma(d, high, U4), U3), U2), U1), U0);
  }

  /** The power of 2, as a number in the last bits of {@link Minimax#ROUND}, in a scaled number. */
  static int exponent(int bits) {
    return (bits - SQRT_HALF_BITS) >> EXPONENT_SHIFT;
  }

  /** log of 2^n·(1 + f), given n of a scaled number as {@link Minimax#ROUND} + n. */
  static float log(float shifted, float f) {
    float n = unscaled(shifted);
    return fma(n, LN2, fma(n, LN2_REST, logNear1(f)));
  }

  /** The n of a number from that of the scaled one. */
  static float unscaled(float shifted) {
    return shifted - (ROUND + SCALE_EXPONENT);
  }

  /** log(1 + f) for √½ ≤ 1 + f ≤ √2. */
  static float logNear1(float f) {
    float high = fma(f, fma(f, fma(f, L7, L6), L5), L4);
    float q = fma(f, fma(f, fma(f, fma(f, high, L3), L2), L1), L0);
    return fma(f * f, fma(f, q, -0.5f), f);
  }

  /** The nearest integer, for |x| below 2^22. */
  static float rounded(float x) {
    return (x + ROUND) - ROUND;
  }

  /** 2^rest for |rest| ≤ ½. */
  static float exp2Near0(float rest) {
    return 1 + expm1Near0(rest * LN2);
  }

  /** The first where the bits are set, else the second, of the bits of numbers. */
  static int choose(int set, int first, int second) {
    return ((first ^ second) & set) ^ second;
  }

  /** The value where the bits are set, else 0. */
  static float keep(float value, int kept) {
    return intBitsToFloat(floatToRawIntBits(value) & kept);
  }

  /** All bits where the sign bit is set, else none. */
  static int signs(int bits) {
    return bits >> 31;
  }
}
