package dev.maskwise.kernel.vector;

import static dev.maskwise.kernel.vector.Lanes.*;
import static dev.maskwise.kernel.vector.VectorMath.ONE;
import static dev.maskwise.kernel.vector.VectorMath.ZERO;

import dev.maskwise.kernel.score.Minimax;
import dev.maskwise.kernel.score.ScoreBlocks;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The steps of the score kernels on vectors of 256 or 512 bits. What is chosen per pixel is chosen
 * by bit masks in integer lanes, which cost the same on every machine.
 */
public final class VectorScoreBlocks implements ScoreBlocks {
  private static final int STEP = FLOATS.length();

  private static final IntVector LARGEST =
      FloatVector.broadcast(FLOATS, Float.MAX_VALUE).reinterpretAsInts();

  /**
   * For the choice of the form.
   *
   * @throws UnsupportedOperationException when the machine's vectors are not of 256 or 512 bits
   */
  public VectorScoreBlocks() {
    if (STEP != LANES && STEP != LANES / 2) {
      throw new UnsupportedOperationException(
          "Vectors have %d floats here, but 8 or 16 are needed.".formatted(STEP));
    }
  }

  @Override
  public void exponentials(float[] logits, int from, float[] e, float[] scratch) {
    for (int i = 0; i < PIXELS; i += STEP) {
      VectorMath.expOfMinus(at(logits, from + i).abs()).intoArray(e, i);
    }
  }

  @Override
  public void exponentialsAndReciprocals(float[] logits, int from, float[] e, float[] s) {
    for (int i = 0; i < PIXELS; i += STEP) {
      FloatVector exp = VectorMath.expOfMinus(at(logits, from + i).abs());
      exp.intoArray(e, i);
      ONE.div(exp.add(ONE)).intoArray(s, i);
    }
  }

  @Override
  public void sigmoid(float[] logits, int from, float[] e, float[] s, float[] probabilities) {
    for (int i = 0; i < PIXELS; i += STEP) {
      IntVector negative = signs(at(logits, from + i).reinterpretAsInts());
      FloatVector large = at(s, i);
      choose(negative, at(e, i).mul(large), large).intoArray(probabilities, from + i);
    }
  }

  @Override
  public void lossOfLogits(float[] logits, byte[] truth, int from, float[] e, float[] loss) {
    for (int i = 0; i < PIXELS; i += STEP) {
      IntVector margin = minusMargins(logits, truth, from + i);
      keep(margin.reinterpretAsFloats(), signs(margin).not())
          .add(VectorMath.log1pOfUnit(at(e, i)))
          .intoArray(loss, i);
    }
  }

  @Override
  public void lossAndMissed(
      float[] logits, byte[] truth, int from, float[] e, float[] s, float[] loss, float[] missed) {
    for (int i = 0; i < PIXELS; i += STEP) {
      IntVector margin = minusMargins(logits, truth, from + i);
      IntVector right = signs(margin);
      FloatVector exp = at(e, i);
      keep(margin.reinterpretAsFloats(), right.not())
          .add(VectorMath.log1pOfUnit(exp))
          .intoArray(loss, i);
      FloatVector large = at(s, i);
      choose(right, exp.mul(large), large).intoArray(missed, i);
    }
  }

  /** z where the truth is 0, −z where it is 1, as bits. */
  private static IntVector minusMargins(float[] logits, byte[] truth, int at) {
    return at(logits, at)
        .reinterpretAsInts()
        .lanewise(VectorOperators.XOR, foreground(truth, at).lanewise(VectorOperators.LSHL, 31));
  }

  @Override
  public void ofTruth(
      float[] probabilities, byte[] truth, int from, float[] right, float[] low, float[] missed) {
    for (int i = 0; i < PIXELS; i += STEP) {
      FloatVector p = at(probabilities, from + i);
      FloatVector others = ONE.sub(p);
      IntVector foreground = foreground(truth, from + i);
      choose(foreground, p, others).intoArray(right, i);
      keep(p.neg().sub(others.sub(ONE)), foreground.not()).intoArray(low, i);
      choose(foreground, others, p).intoArray(missed, i);
    }
  }

  @Override
  public void negativeLog(float[] p, float[] low, float logFloor, float[] loss) {
    for (int i = 0; i < PIXELS; i += STEP) {
      FloatVector log = VectorMath.log(at(p, i), at(low, i));
      ZERO.sub(log.max(logFloor)).intoArray(loss, i);
    }
  }

  @Override
  public void missed(float[] loss, float[] missed) {
    for (int i = 0; i < PIXELS; i += STEP) {
      ZERO.sub(VectorMath.expm1(at(loss, i).neg())).intoArray(missed, i);
    }
  }

  @Override
  public void weigh(float[] missed, float[] loss, float gamma, float[] weighted) {
    if (gamma == 2) {
      for (int i = 0; i < PIXELS; i += STEP) {
        FloatVector q = at(missed, i);
        q.mul(q).mul(at(loss, i)).intoArray(weighted, i);
      }
    } else if (gamma == 1) {
      for (int i = 0; i < PIXELS; i += STEP) {
        at(missed, i).mul(at(loss, i)).intoArray(weighted, i);
      }
    } else if (gamma == 3) {
      for (int i = 0; i < PIXELS; i += STEP) {
        FloatVector q = at(missed, i);
        q.mul(q).mul(q).mul(at(loss, i)).intoArray(weighted, i);
      }
    } else {
      for (int i = 0; i < PIXELS; i += STEP) {
        at(missed, i).sqrt().mul(at(loss, i)).intoArray(weighted, i);
      }
    }
  }

  @Override
  public void logPower(float[] missed, float gamma, float[] whole, float[] rest) {
    FloatVector power = FloatVector.broadcast(FLOATS, gamma);
    for (int i = 0; i < PIXELS; i += STEP) {
      FloatVector q = at(missed, i);
      FloatVector k = VectorMath.exponent(q);
      FloatVector exponent = k.mul(power);
      FloatVector lost = k.fma(power, exponent.neg());
      FloatVector rounded = VectorMath.rounded(exponent);
      rounded.intoArray(whole, i);
      VectorMath.log2OfMantissa(q).fma(power, exponent.sub(rounded).add(lost)).intoArray(rest, i);
    }
  }

  @Override
  public void weighByPower(float[] whole, float[] rest, float[] loss, float[] weighted) {
    for (int i = 0; i < PIXELS; i += STEP) {
      VectorMath.exp2(at(whole, i), at(rest, i)).mul(at(loss, i)).intoArray(weighted, i);
    }
  }

  @Override
  public void addOverlap(
      float[] probabilities, byte[] truth, int from, float[] scratch, double[] lanes) {
    VectorSums.addOverlap(probabilities, truth, from, scratch, lanes);
  }

  @Override
  public void addByTruth(
      float[] loss, byte[] truth, int from, float[] scratch, double[] lanes, int at) {
    VectorSums.addByTruth(loss, truth, from, scratch, lanes, at);
  }

  @Override
  public void raise(float[] plane, int from, float[] top, int[] labels, int label) {
    for (int i = 0; i < PIXELS; i += STEP) {
      FloatVector score = at(plane, from + i);
      FloatVector best = at(top, i);
      // Adding 0 makes the difference of a −0 and a 0 positive.
      IntVector greater = signs(best.sub(score).add(ZERO).reinterpretAsInts());
      choose(greater, score, best).intoArray(top, i);
      IntVector old = IntVector.fromArray(INTS, labels, i);
      old.lanewise(VectorOperators.XOR, label)
          .and(greater)
          .lanewise(VectorOperators.XOR, old)
          .intoArray(labels, i);
    }
  }

  @Override
  public void highest(float[] tile, int classes, float[] top, float[] scratch) {
    for (int i = 0; i < TILE; i += STEP) {
      IntVector highest = ranks(at(tile, i).reinterpretAsInts());
      for (int c = 1; c < classes; c++) {
        highest = highest.max(ranks(at(tile, c * ROW + i).reinterpretAsInts()));
      }
      ranks(highest).reinterpretAsFloats().intoArray(top, i);
    }
  }

  /**
   * The bits of floats as ints of the same order, and those ints as bits of floats. The highest int
   * is one instruction; that of floats, with NaN and the zeros minded, is six.
   */
  private static IntVector ranks(IntVector bits) {
    return bits.lanewise(VectorOperators.XOR, signs(bits).lanewise(VectorOperators.LSHR, 1));
  }

  @Override
  public void exponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch) {
    for (int i = 0; i < TILE; i += STEP) {
      FloatVector highest = at(top, i).add(ZERO);
      FloatVector sum = FloatVector.zero(FLOATS);
      IntVector fewer = IntVector.zero(INTS);
      for (int c = 0; c < classes; c++) {
        FloatVector e = exponential(at(tile, c * ROW + i), highest);
        e.intoArray(tile, c * ROW + i);
        IntVector beside = below1(e);
        sum = sum.add(keep(e, beside));
        fewer = fewer.add(beside);
      }
      sum.intoArray(rest, i);
      VectorMath.toFloats(fewer.add(classes)).intoArray(ones, i);
    }
  }

  @Override
  public void sumsOfExponentials(
      float[] tile, int classes, float[] top, float[] rest, float[] ones, float[] scratch) {
    for (int i = 0; i < TILE; i += STEP) {
      FloatVector highest = at(top, i).add(ZERO);
      FloatVector sum = FloatVector.zero(FLOATS);
      IntVector fewer = IntVector.zero(INTS);
      for (int c = 0; c < classes; c++) {
        FloatVector e = exponential(at(tile, c * ROW + i), highest);
        IntVector beside = below1(e);
        sum = sum.add(keep(e, beside));
        fewer = fewer.add(beside);
      }
      sum.intoArray(rest, i);
      VectorMath.toFloats(fewer.add(classes)).intoArray(ones, i);
    }
  }

  /** exp(z − highest), what rounding takes from the difference carried along. */
  private static FloatVector exponential(FloatVector z, FloatVector highest) {
    FloatVector below = highest.sub(z);
    FloatVector taken = below.sub(highest);
    FloatVector low = highest.sub(below.sub(taken)).sub(z.add(taken));
    return VectorMath.expOfMinus(below, low);
  }

  /** All bits of a lane below 1, none of a lane that is 1. */
  private static IntVector below1(FloatVector e) {
    return signs(e.reinterpretAsInts().sub(Minimax.ONE_BITS));
  }

  @Override
  public void total(float[] rest, float[] ones, float[] scale) {
    for (int i = 0; i < TILE; i += STEP) {
      FloatVector others = at(rest, i).add(at(ones, i).sub(ONE));
      FloatVector sum = others.add(ONE);
      ONE.div(sum).intoArray(scale, i);
      others.sub(sum.sub(ONE)).intoArray(rest, i);
      sum.intoArray(ones, i);
    }
  }

  @Override
  public void addLog(float[] u, float[] low, float[] loss) {
    for (int i = 0; i < TILE; i += STEP) {
      at(loss, i).add(VectorMath.log(at(u, i), at(low, i))).intoArray(loss, i);
    }
  }

  @Override
  public void fromTile(
      float[] tile, int row, float[] scale, float[] plane, int from, float[] scratch) {
    for (int i = 0; i < TILE; i += STEP) {
      at(tile, row + i).mul(at(scale, i)).intoArray(plane, from + i);
    }
  }

  @Override
  public boolean allFinite(float[] scores, int from) {
    IntVector beyond = IntVector.zero(INTS);
    for (int i = from; i < from + PIXELS; i += STEP) {
      IntVector magnitude = at(scores, i).abs().reinterpretAsInts();
      beyond = beyond.or(LARGEST.sub(magnitude));
    }
    return beyond.reduceLanes(VectorOperators.OR) >= 0;
  }
}
