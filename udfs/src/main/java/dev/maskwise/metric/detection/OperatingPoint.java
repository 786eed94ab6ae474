package dev.maskwise.metric.detection;

import java.io.Serializable;

/**
 * What a model finds that is believed from a score on, at one threshold of overlap.
 *
 * @param score detections of this score and higher ones are believed
 * @param truths how many objects there are
 */
public record OperatingPoint(double score, long truePositives, long falsePositives, long truths)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Both, as of one category: counts are summed. */
  OperatingPoint plus(OperatingPoint other) {
    return new OperatingPoint(
        score,
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        truths + other.truths);
  }

  /** The part of what is believed that is true; NaN where nothing is. */
  public double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** The part of the objects that was found; NaN where there are none. */
  public double recall() {
    return ratio(truePositives, truths);
  }

  /** The harmonic mean of precision and recall; NaN where there is neither. */
  public double f1() {
    return ratio(2 * truePositives, truePositives + falsePositives + truths);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
