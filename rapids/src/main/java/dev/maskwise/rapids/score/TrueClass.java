package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.Formula;

/**
 * How probable the true class is at each pixel, p_t: columns, and formulas over them.
 *
 * @param columns a row a pixel; closed with this
 * @param crossEntropy CE = −log p_t, to a few units in the last place however near p_t is to 1
 * @param doubt 1 − p_t, without cancellation
 */
public record TrueClass(Table columns, Formula crossEntropy, Formula doubt)
    implements AutoCloseable {

  /** The least probability in a logarithm, e^−100: the SQL functions cut the logarithm there. */
  static final double LEAST_PROBABILITY = Math.exp(-100);

  private static final Formula ZERO = Formula.constant(0.0);
  private static final Formula ONE = Formula.constant(1.0);

  /** Keeps a reference to each column. */
  static TrueClass over(Formula crossEntropy, Formula doubt, ColumnVector... columns) {
    return new TrueClass(new Table(columns), crossEntropy, doubt);
  }

  /** A probability as a logarithm takes it. */
  static Formula floored(Formula probability) {
    return probability.greater(Formula.constant(LEAST_PROBABILITY));
  }

  /** From p_t itself. */
  static TrueClass ofProbability(ColumnVector given) {
    Formula p = Formula.real(0);
    return over(ZERO.minus(floored(p).log()), ONE.minus(p), given);
  }

  /** (1 − p_t)^γ·CE. */
  public Formula focal(double gamma) {
    float exponent = (float) gamma; // as the kernels take it
    if (exponent == 0) {
      return crossEntropy;
    }
    Formula modulation = exponent == 2 ? doubt.times(doubt) : doubt.power(exponent);
    return modulation.times(crossEntropy);
  }

  @Override
  public void close() {
    columns.close();
  }
}
