package dev.maskwise.metric;

import dev.maskwise.statistic.OverlapCounts;
import java.io.Serializable;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The choices that turn counts into the values of a mean.
 *
 * @param emptyMask what 0/0 is worth
 * @param leftOut ids of the classes that enter no mean over classes: the background where it is to
 *     be left out, and an ignore label that is also a class. They keep their row in every per-class
 *     table, and their pixels still count as errors of the other classes.
 */
public record Policy(EmptyMask emptyMask, Set<Integer> leftOut) implements Serializable {

  public Policy {
    leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
  }

  /** The default: 0/0 is undefined and every class enters the means. */
  public static Policy undefined() {
    return new Policy(EmptyMask.UNDEFINED, Set.of());
  }

  /** Whether a class enters the means over classes. */
  public boolean averages(int classId) {
    return leftOut.isEmpty() || !leftOut.contains(classId);
  }

  /** The value of a class metric under this policy; {@code NaN} where it is undefined. */
  public double value(Metric<OverlapCounts> metric, OverlapCounts counts) {
    boolean judged =
        counts.pixels() > 0 && (emptyMask != EmptyMask.SKIP || counts.truthCardinality() > 0);
    double value = judged ? metric.value(counts) : Double.NaN;
    if (!Double.isNaN(value) || counts.pixels() == 0) {
      return value;
    }
    return switch (emptyMask) {
      case ZERO -> 0;
      case ONE -> 1;
      case UNDEFINED, SKIP -> Double.NaN;
    };
  }
}
