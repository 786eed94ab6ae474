package dev.maskwise.metric;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/**
 * A number computed from a statistic, with everything a reader needs to trust it.
 *
 * @param name the name in reports, configuration and SQL, in lower snake case
 * @param title the name a person reads
 * @param formula the definition, in the vocabulary of the statistic
 * @param unit what one unit of the value is
 * @param range the closed interval of possible values
 * @param better which direction means a better model
 * @param source where the definition comes from
 * @param function the definition as code; {@code NaN} where it is undefined, never an exception
 * @param <S> the statistic that suffices to compute the metric
 */
public record Metric<S>(
    String name,
    String title,
    String formula,
    String unit,
    String range,
    Better better,
    String source,
    Value<S> function)
    implements Definition, Serializable {

  /** A definition as code, which can be sent to executors. */
  @FunctionalInterface
  public interface Value<S> extends ToDoubleFunction<S>, Serializable {}

  /** The metric's value for a statistic; {@code NaN} where it is undefined. */
  public double value(S statistic) {
    return function.applyAsDouble(statistic);
  }

  /** The quotient of two counts as a double; {@code NaN} for 0/0. */
  public static double ratio(long numerator, long denominator) {
    return denominator == 0 ? Double.NaN : (double) numerator / (double) denominator;
  }
}
