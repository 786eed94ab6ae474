package dev.maskwise.metric.curve;

import dev.maskwise.metric.Better;
import java.util.function.BiFunction;

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
 * @param function the definition as code, for a class
 */
public record CurveMetric(
    String name,
    String title,
    String formula,
    String unit,
    String range,
    Better better,
    boolean averaged,
    String source,
    BiFunction<DatasetScores, Integer, Bounded> function) {

  /** The value for a class; undefined where the formula is. */
  public Bounded value(DatasetScores scores, int classId) {
    return function.apply(scores, classId);
  }
}
