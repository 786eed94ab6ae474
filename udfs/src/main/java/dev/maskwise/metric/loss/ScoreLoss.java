package dev.maskwise.metric.loss;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.Mean;
import java.io.Serializable;
import java.util.Optional;

/**
 * A loss with all its parameters, computed from the statistics of the scores of an image or of a
 * data set. Lower is better. A value: equal losses compute equal numbers.
 *
 * <p>Some losses have a value for each class, of which the value over the classes is the mean;
 * others have one value over all classes, and so has every loss of the binary task. Without a valid
 * pixel every loss is undefined, {@code NaN}, unless one of its parameters says otherwise.
 */
public interface ScoreLoss extends Serializable {

  /** Name, formula, range and source. */
  LossDefinition definition();

  /** The canonical name. */
  default String name() {
    return definition().name();
  }

  /** Which direction means a better model. */
  default Better better() {
    return definition().better();
  }

  /** Whether each class has a value, of which the value over classes is the mean. */
  default boolean byClass() {
    return false;
  }

  /**
   * The value of one class; {@code NaN} where it is undefined.
   *
   * @throws UnsupportedOperationException if classes have no value each
   */
  default double ofClass(ScoreStatistics statistics, int classId) {
    throw new UnsupportedOperationException("The classes have no " + name() + " each.");
  }

  /** Whether a class takes part, whatever the policy; the others have no value. */
  default boolean covers(int classId) {
    return true;
  }

  /**
   * The value over the classes; {@code NaN} where it is undefined.
   *
   * @param policy says which classes enter; the binary task has but one, which always does
   */
  default double overClasses(ScoreStatistics statistics, Policy policy) {
    return mean(statistics, policy).value();
  }

  /** The mean of the values of the classes that the loss covers and the policy averages. */
  default Mean mean(ScoreStatistics statistics, Policy policy) {
    Mean mean = new Mean();
    for (int c = 0; c < statistics.classes(); c++) {
      if (covers(c) && policy.averages(c)) {
        mean.add(ofClass(statistics, c));
      }
    }
    return mean;
  }

  /** The exponent for which the pixel losses must be summed, if it needs them. */
  default Optional<Float> gamma() {
    return Optional.empty();
  }

  /** The errors whose Lovász extension must be computed, if it needs one. */
  default Optional<LovaszKind> lovasz() {
    return Optional.empty();
  }
}
