package dev.maskwise.kernel.score;

/**
 * The coefficients of the polynomials from which every form of the score kernels makes exp and log,
 * fitted to the least largest relative error; the lowest order first. With fused multiply-add both
 * are right to about one unit in the last place of float32.
 */
public final class Minimax {
  /** log2(e). */
  public static final float LOG2_E = 1.442695f;

  /** ln 2 to float32, and what is missing from it. */
  public static final float LN2 = 0.6931472f;

  /** ln 2 − {@link #LN2}. */
  public static final float LN2_REST = -1.9046542e-9f;

  /** Adding 1.5 · 2^23 to a float below 2^22 rounds it to an integer, held in the lowest bits. */
  public static final float ROUND = 0x1.8p23f;

  /** The bits of {@link #ROUND}. */
  public static final int ROUND_BITS = 0x4b400000;

  /** exp(−87) is above the least normal float32; below about −87 exp is 0. */
  public static final float LEAST_EXPONENT = -87;

  /** exp is 0 where it is nearer to 2^−{@value} than to larger powers of 2. */
  public static final int EXP_POWERS = 126;

  /** Powers of 2 below this one are taken for 0. */
  public static final float LEAST_POWER = -125;

  /** Where the exponent of a float32 starts. */
  public static final int EXPONENT_SHIFT = 23;

  /** The bits of 1. */
  public static final int ONE_BITS = 0x3f800000;

  /** The bits of √½: mantissas are taken between √½ and √2. */
  public static final int SQRT_HALF_BITS = 0x3f3504f3;

  /** log takes its argument times 2^{@value} so that no argument is subnormal. */
  public static final int SCALE_EXPONENT = 32;

  /** exp(r) = 1 + r + r²·(E0 + E1·r + …) for |r| ≤ ln 2 / 2, relative error below 4e−9. */
  public static final float E0 = 0.5f;

  public static final float E1 = 0.16666518f;
  public static final float E2 = 0.041666206f;
  public static final float E3 = 0.00836889f;
  public static final float E4 = 0.0013950492f;

  /** log1p(f) = f + f²·(−½ + f·(L0 + L1·f + …)) for √½ ≤ 1 + f ≤ √2, relative error below 6e−9. */
  public static final float L0 = 0.3333333f;

  public static final float L1 = -0.25000823f;
  public static final float L2 = 0.20001234f;
  public static final float L3 = -0.16623299f;
  public static final float L4 = 0.14201553f;
  public static final float L5 = -0.13160582f;
  public static final float L6 = 0.12763327f;
  public static final float L7 = -0.07635656f;

  /** log1p(e) = e·(U0 + U1·(e − ½) + …) for 0 ≤ e ≤ 1, relative error below 5e−9. */
  public static final float U0 = 0.8109302f;

  public static final float U1 = -0.2885271f;
  public static final float U2 = 0.13260901f;
  public static final float U3 = -0.0676877f;
  public static final float U4 = 0.036635473f;
  public static final float U5 = -0.020570295f;
  public static final float U6 = 0.0115761515f;
  public static final float U7 = -0.006749912f;
  public static final float U8 = 0.005253349f;
  public static final float U9 = -0.0032440238f;

  private Minimax() {}
}
