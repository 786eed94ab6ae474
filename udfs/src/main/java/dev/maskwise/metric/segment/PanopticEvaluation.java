package dev.maskwise.metric.segment;

import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.object.PanopticCounts;
import java.io.Serializable;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * The counts of segments, and which categories there are.
 *
 * @param counts not to be changed any more
 * @param categories the ids of all, also of those of which nothing was counted; those of others are
 *     left out
 * @param things those whose objects are told apart; the others are stuff
 */
public record PanopticEvaluation(
    PanopticCounts counts, SortedSet<Integer> categories, Set<Integer> things)
    implements Serializable {

  public PanopticEvaluation {
    categories = Collections.unmodifiableSortedSet(new TreeSet<>(categories));
    things = Set.copyOf(things);
  }

  /** One category alone. */
  public PanopticEvaluation only(int category) {
    return new PanopticEvaluation(counts, new TreeSet<>(Set.of(category)), things);
  }

  boolean isThing(int category) {
    return things.contains(category);
  }

  /** Whether a category has a segment, true or predicted. */
  private boolean occurs(int category) {
    return counts.matched(category)
            + counts.falsePositives(category)
            + counts.falseNegatives(category)
        > 0;
  }

  /** Panoptic quality: the sum of IoU over TP + FP/2 + FN/2; NaN without a segment. */
  double quality(int category) {
    return occurs(category) ? counts.iouSum(category) / half(category) : Double.NaN;
  }

  /** The mean IoU of what was matched; 0 where nothing was, NaN without a segment. */
  double segmentation(int category) {
    if (!occurs(category)) {
      return Double.NaN;
    }
    long matched = counts.matched(category);
    return matched == 0 ? 0 : counts.iouSum(category) / matched;
  }

  /** F1 of the segments; NaN without one. */
  double recognition(int category) {
    return occurs(category) ? counts.matched(category) / half(category) : Double.NaN;
  }

  private double half(int category) {
    return counts.matched(category)
        + 0.5 * counts.falsePositives(category)
        + 0.5 * counts.falseNegatives(category);
  }

  /** The mean over some categories, which says how many have no value. */
  public Mean mean(IntPredicate some, IntToDoubleFunction value) {
    Mean mean = new Mean();
    for (int category : categories) {
      if (some.test(category)) {
        mean.add(value.applyAsDouble(category));
      }
    }
    return mean;
  }
}
