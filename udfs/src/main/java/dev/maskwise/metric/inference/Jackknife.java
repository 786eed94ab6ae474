package dev.maskwise.metric.inference;

import dev.maskwise.statistic.ExactSum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delete-one jackknife of several numbers of one set of groups, where a group is an image, or
 * all images of a video or a patient. Of each group it is told what the numbers are without it.
 *
 * <p>With G groups, θ₍₋g₎ the number without group g and d_g = θ₍₋g₎ − θ, the standard error is
 * √((G − 1)/G · Σ(d_g − d̄)²). For a mean over groups this is s/√G, the standard error of the
 * textbooks. Source: B. Efron and C. Stein, "The jackknife estimate of variance", 1981.
 *
 * <p>A change from model A to model B on the same images is a number like any other, θᴮ − θᴬ, and
 * without a group it is θᴮ₍₋g₎ − θᴬ₍₋g₎. What makes an image hard for both cancels out, so that a
 * change is far surer than the two numbers.
 *
 * <p>A number that is undefined without one of the groups has no estimate: that group alone decides
 * whether it exists. The sums are exact, so the result depends neither on the order of the groups
 * nor on how they were divided. There is no random number in it.
 *
 * <p>A mutable accumulator of 0.3 kB a number: not thread-safe.
 */
public final class Jackknife implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] all;
  private final ExactSum[] deviations;
  private final ExactSum[] squares;
  private final boolean[] undefined;
  private long groups;

  /**
   * Of no groups yet.
   *
   * @param all the numbers with every group; {@code NaN} where undefined
   */
  public Jackknife(double[] all) {
    this.all = all.clone();
    this.deviations = new ExactSum[all.length];
    this.squares = new ExactSum[all.length];
    this.undefined = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      deviations[i] = new ExactSum();
      squares[i] = new ExactSum();
      undefined[i] = Double.isNaN(all[i]);
    }
  }

  /**
   * Adds a group. O(numbers), two exact additions each.
   *
   * @param without the numbers of all groups but this one, in the same order
   */
  public void add(double[] without) {
    for (int i = 0; i < all.length; i++) {
      double deviation = without[i] - all[i];
      if (Double.isNaN(deviation)) {
        undefined[i] = true;
      } else {
        deviations[i].add(deviation);
        squares[i].add(deviation * deviation);
      }
    }
    groups++;
  }

  /** Adds the groups of another jackknife of the same numbers, which stays as it is. */
  public void add(Jackknife other) {
    for (int i = 0; i < all.length; i++) {
      undefined[i] |= other.undefined[i];
      deviations[i].add(other.deviations[i]);
      squares[i].add(other.squares[i]);
    }
    groups += other.groups;
  }

  /**
   * Each number with its standard error, in their order; null where a number is undefined, with all
   * groups or without one, and for all numbers if there are fewer than two groups.
   */
  public List<@Nullable Estimate> estimates() {
    List<@Nullable Estimate> estimates = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      estimates.add(
          undefined[i] || groups < 2 ? null : new Estimate(all[i], standardError(i), groups));
    }
    return Collections.unmodifiableList(estimates);
  }

  private double standardError(int number) {
    double sum = deviations[number].value();
    double spread = Math.max(squares[number].value() - sum * sum / groups, 0);
    return Math.sqrt((groups - 1) / (double) groups * spread);
  }
}
