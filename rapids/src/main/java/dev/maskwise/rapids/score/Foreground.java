package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import dev.maskwise.rapids.column.Formula;

/** What scores of one class say of the foreground, y being 1 there and 0 in the background. */
public final class Foreground {
  /** y, the first column of what both kinds of scores give. */
  public static final Formula TRUTH = Formula.real(0);

  private static final Formula ZERO = Formula.constant(0.0);
  private static final Formula ONE = Formula.constant(1.0);

  private Foreground() {}

  /**
   * σ(x) of column 0 without overflow: with u = exp(−|x|), 1/(1 + u) where x ≥ 0, else u/(1 + u).
   */
  static Formula sigmoid() {
    Formula x = Formula.real(0);
    Formula u = ZERO.minus(x.abs()).exp();
    Formula positive = x.atLeast(ZERO);
    return positive.plus(ONE.minus(positive).times(u)).over(ONE.plus(u));
  }

  /**
   * From logits x: with z = x(2y − 1), the logit towards the truth, and u = exp(−|z|), the
   * cross-entropy is max(−z, 0) + log1p(u).
   */
  static TrueClass ofLogits(ColumnVector mask, ColumnVector logits) {
    Formula side = Formula.constant(2.0).times(Formula.real(1)).minus(ONE);
    Formula decay = ZERO.minus(Formula.real(0).abs()).exp();
    try (ColumnVector margins = Formula.real(0).times(side).of(logits, mask);
        ColumnVector decays = decay.of(margins)) {
      Formula z = Formula.real(1);
      Formula u = Formula.real(2);
      Formula wrong = z.abs().minus(z).times(Formula.constant(0.5));
      Formula right = z.atLeast(ZERO);
      Formula doubt = right.times(u).plus(ONE.minus(right)).over(ONE.plus(u));
      return TrueClass.over(wrong.plus(u.log1p()), doubt, mask, margins, decays);
    }
  }

  /**
   * From probabilities p of the foreground. The logarithm of 1 − p is log1p(−p), so that a small p
   * in the background keeps its digits.
   */
  static TrueClass ofProbabilities(ColumnVector mask, ColumnVector probabilities) {
    Formula p = Formula.real(1);
    Formula background = ONE.minus(TRUTH);
    Formula others = ONE.minus(p);
    Formula right = TrueClass.floored(TRUTH.times(p).plus(background.times(others)));
    try (ColumnVector rights = right.of(mask, probabilities)) {
      Formula w = Formula.real(2);
      Formula beyond = TRUTH.times(w.minus(ONE)).minus(background.times(p)); // p_t − 1
      Formula doubt = TRUTH.times(others).plus(background.times(p));
      return TrueClass.over(ZERO.minus(Formula.log(w, beyond)), doubt, mask, probabilities, rights);
    }
  }
}
