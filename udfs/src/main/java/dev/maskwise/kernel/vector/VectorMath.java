package dev.maskwise.kernel.vector;

import static dev.maskwise.kernel.vector.Lanes.FLOATS;
import static dev.maskwise.kernel.vector.Lanes.signs;

import dev.maskwise.kernel.score.Minimax;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponentials, logarithms and powers of a vector of float32, step for step those of the plain
 * form, where they are described.
 */
final class VectorMath {
  static final FloatVector ZERO = all(0);
  static final FloatVector ONE = all(1);
  private static final FloatVector MINUS_ONE = all(-1);
  private static final FloatVector MINUS_HALF = all(-0.5f);
  private static final FloatVector LOG_0 = all(Float.NEGATIVE_INFINITY);
  private static final FloatVector SCALE = all(0x1p32f);
  private static final FloatVector LEAST_POWER = all(Minimax.LEAST_POWER);
  private static final FloatVector LEAST = all(Minimax.LEAST_EXPONENT);
  private static final FloatVector LOG2_E = all(Minimax.LOG2_E);
  private static final FloatVector LN2 = all(Minimax.LN2);
  private static final FloatVector MINUS_LN2 = all(-Minimax.LN2);
  private static final FloatVector LN2_REST = all(Minimax.LN2_REST);
  private static final FloatVector MINUS_LN2_REST = all(-Minimax.LN2_REST);
  private static final FloatVector ROUND = all(Minimax.ROUND);
  private static final FloatVector E0 = all(Minimax.E0);
  private static final FloatVector E1 = all(Minimax.E1);
  private static final FloatVector E2 = all(Minimax.E2);
  private static final FloatVector E3 = all(Minimax.E3);
  private static final FloatVector E4 = all(Minimax.E4);
  private static final FloatVector MINUS_E0 = all(-Minimax.E0);
  private static final FloatVector MINUS_E2 = all(-Minimax.E2);
  private static final FloatVector MINUS_E4 = all(-Minimax.E4);
  private static final FloatVector L0 = all(Minimax.L0);
  private static final FloatVector L1 = all(Minimax.L1);
  private static final FloatVector L2 = all(Minimax.L2);
  private static final FloatVector L3 = all(Minimax.L3);
  private static final FloatVector L4 = all(Minimax.L4);
  private static final FloatVector L5 = all(Minimax.L5);
  private static final FloatVector L6 = all(Minimax.L6);
  private static final FloatVector L7 = all(Minimax.L7);
  private static final FloatVector U0 = all(Minimax.U0);
  private static final FloatVector U1 = all(Minimax.U1);
  private static final FloatVector U2 = all(Minimax.U2);
  private static final FloatVector U3 = all(Minimax.U3);
  private static final FloatVector U4 = all(Minimax.U4);
  private static final FloatVector U5 = all(Minimax.U5);
  private static final FloatVector U6 = all(Minimax.U6);
  private static final FloatVector U7 = all(Minimax.U7);
  private static final FloatVector U8 = all(Minimax.U8);
  private static final FloatVector U9 = all(Minimax.U9);

  private VectorMath() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /** exp(−x) for x ≥ 0. */
  static FloatVector expOfMinus(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    return expReduced(shifted, reduced(x, shifted.sub(ROUND)));
  }

  /** exp(−(x + low)) for x ≥ 0. */
  static FloatVector expOfMinus(FloatVector x, FloatVector low) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    return expReduced(shifted, reduced(x, shifted.sub(ROUND)).add(low));
  }

  private static FloatVector expReduced(FloatVector shifted, FloatVector r) {
    FloatVector q = MINUS_E4.fma(r, E3).fma(r, MINUS_E2).fma(r, E1).fma(r, MINUS_E0);
    FloatVector fraction = ONE.sub(r.mul(r).fma(q, r));
    IntVector power = shifted.reinterpretAsInts();
    IntVector kept = signs(power.sub(Minimax.ROUND_BITS + Minimax.EXP_POWERS));
    return fraction
        .reinterpretAsInts()
        .sub(power.lanewise(VectorOperators.LSHL, Minimax.EXPONENT_SHIFT))
        .and(kept)
        .reinterpretAsFloats();
  }

  private static IntVector expBits(FloatVector shifted, FloatVector r) {
    return expm1Near0(r)
        .add(ONE)
        .reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, Minimax.EXPONENT_SHIFT));
  }

  /** exp(x) − 1 for x ≤ 0. */
  static FloatVector expm1(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    FloatVector fraction = expm1Near0(reduced(x, shifted.sub(ROUND)));
    FloatVector scale =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, Minimax.EXPONENT_SHIFT)
            .add(Minimax.ONE_BITS)
            .reinterpretAsFloats();
    return scale
        .fma(fraction, scale.sub(ONE))
        .blend(MINUS_ONE, x.compare(VectorOperators.LT, LEAST));
  }

  private static FloatVector reduced(FloatVector x, FloatVector n) {
    return n.fma(MINUS_LN2_REST, n.fma(MINUS_LN2, x));
  }

  private static FloatVector expm1Near0(FloatVector r) {
    FloatVector q = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
    return r.mul(r).fma(q, r);
  }

  /** log(1 + e) for 0 ≤ e ≤ 1. */
  static FloatVector log1pOfUnit(FloatVector e) {
    FloatVector d = e.add(MINUS_HALF);
    FloatVector high = U9.fma(d, U8).fma(d, U7).fma(d, U6).fma(d, U5);
    FloatVector low = high.fma(d, U4).fma(d, U3).fma(d, U2).fma(d, U1).fma(d, U0);
    return e.mul(low);
  }

  /** log(u + low) for u ≥ 0. */
  static FloatVector log(FloatVector u, FloatVector low) {
    IntVector bits = u.mul(SCALE).reinterpretAsInts();
    IntVector k = exponents(bits);
    IntVector shifted = k.lanewise(VectorOperators.LSHL, Minimax.EXPONENT_SHIFT);
    FloatVector m = bits.sub(shifted).reinterpretAsFloats();
    FloatVector down = ONE.reinterpretAsInts().sub(shifted).reinterpretAsFloats();
    FloatVector f = low.mul(SCALE).fma(down, m.sub(ONE));
    FloatVector n = toFloats(k.sub(Minimax.SCALE_EXPONENT));
    FloatVector log = n.fma(LN2, n.fma(LN2_REST, logNear1(f)));
    return log.blend(LOG_0, u.compare(VectorOperators.EQ, ZERO));
  }

  private static IntVector exponents(IntVector bits) {
    return bits.sub(Minimax.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, Minimax.EXPONENT_SHIFT);
  }

  private static FloatVector logNear1(FloatVector f) {
    FloatVector high = L7.fma(f, L6).fma(f, L5).fma(f, L4);
    FloatVector q = high.fma(f, L3).fma(f, L2).fma(f, L1).fma(f, L0);
    return f.mul(f).fma(f.fma(q, MINUS_HALF), f);
  }

  /** The exponent k of q = 2^k·m with √½ ≤ m < √2. */
  static FloatVector exponent(FloatVector q) {
    IntVector bits = q.mul(SCALE).reinterpretAsInts();
    return toFloats(exponents(bits).sub(Minimax.SCALE_EXPONENT));
  }

  /** log2 of the m of {@link #exponent}. */
  static FloatVector log2OfMantissa(FloatVector q) {
    IntVector bits = q.mul(SCALE).reinterpretAsInts();
    IntVector shifted = exponents(bits).lanewise(VectorOperators.LSHL, Minimax.EXPONENT_SHIFT);
    return logNear1(bits.sub(shifted).reinterpretAsFloats().sub(ONE)).mul(LOG2_E);
  }

  /** The nearest integer, for |x| below 2^22. */
  static FloatVector rounded(FloatVector x) {
    return x.add(ROUND).sub(ROUND);
  }

  /** 2^(whole + rest). */
  static FloatVector exp2(FloatVector whole, FloatVector rest) {
    FloatVector more = rounded(rest);
    FloatVector power = whole.add(more);
    IntVector result = expBits(power.add(ROUND), rest.sub(more).mul(LN2));
    return result.reinterpretAsFloats().blend(ZERO, power.compare(VectorOperators.LT, LEAST_POWER));
  }

  static FloatVector toFloats(IntVector k) {
    return (FloatVector) k.convertShape(VectorOperators.I2F, FLOATS, 0);
  }
}
