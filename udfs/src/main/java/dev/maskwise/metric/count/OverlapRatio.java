package dev.maskwise.metric.count;

import dev.maskwise.metric.Metric;
import dev.maskwise.statistic.OverlapCounts;
import java.io.Serializable;

/**
 * A metric of overlap counts as a quotient of two sums of them, so that a column of counts can be
 * turned into a column of values too.
 *
 * @param numerator what is divided
 * @param denominator what it is divided by; where it is 0 the metric is undefined
 */
public record OverlapRatio(Terms numerator, Terms denominator)
    implements Metric.Value<OverlapCounts> {

  /** The quotient of the sums as a double; {@code NaN} where the denominator is 0. */
  @Override
  public double applyAsDouble(OverlapCounts counts) {
    return Metric.ratio(numerator.of(counts), denominator.of(counts));
  }

  /**
   * A sum of whole multiples of the four counts, in int64 that wraps around.
   *
   * @param intersections how often the intersection enters
   * @param truths how often the truth cardinality enters
   * @param predictions how often the prediction cardinality enters
   * @param pixels how often the valid pixels enter
   */
  public record Terms(int intersections, int truths, int predictions, int pixels)
      implements Serializable {

    long of(OverlapCounts counts) {
      return intersections * counts.intersection()
          + truths * counts.truthCardinality()
          + predictions * counts.predictionCardinality()
          + pixels * counts.pixels();
    }

    Terms plus(Terms other) {
      return new Terms(
          intersections + other.intersections,
          truths + other.truths,
          predictions + other.predictions,
          pixels + other.pixels);
    }

    Terms minus(Terms other) {
      return plus(other.times(-1));
    }

    Terms times(int factor) {
      return new Terms(
          factor * intersections, factor * truths, factor * predictions, factor * pixels);
    }

    OverlapRatio over(Terms denominator) {
      return new OverlapRatio(this, denominator);
    }
  }
}
