package dev.maskwise.metric.curve;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Definition;
import java.io.Serializable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number of the scores of one class over a whole set of images, with everything a reader needs to
 * trust it.
 *
 * @param name the name in reports, configuration and SQL, in lower snake case
 * @param title the name a person reads
 * @param formula the definition
 * @param unit what one unit of the value is
 * @param range the closed interval of possible values
 * @param better which direction means a better model
 * @param averaged whether the mean over the classes means anything
 * @param source where the definition comes from
 * @param statistic what is remembered of a class among all scores; null where nothing is
 * @param function the definition as code
 * @param <S> what suffices to compute the number
 */
public record CurveMetric<S>(
    String name,
    String title,
    String formula,
    String unit,
    String range,
    Better better,
    boolean averaged,
    String source,
    OfClass<S> statistic,
    Value<S> function)
    implements Definition, Serializable {

  /** What the scores of a data set have of a class. */
  @FunctionalInterface
  interface OfClass<S> extends BiFunction<DatasetScores, Integer, @Nullable S>, Serializable {}

  /** A definition as code, which can be sent to executors. */
  @FunctionalInterface
  interface Value<S> extends Function<S, Bounded>, Serializable {}

  /** The value for a class; undefined where the formula is. */
  public Bounded value(DatasetScores scores, int classId) {
    @Nullable S ofClass = statistic.apply(scores, classId);
    return ofClass == null ? Bounded.UNDEFINED : value(ofClass);
  }

  /** The value for the statistic of a class; undefined where the formula is. */
  public Bounded value(S ofClass) {
    return function.apply(ofClass);
  }
}
