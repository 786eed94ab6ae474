package dev.maskwise.run.compare;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * How a number changed on the paired images.
 *
 * @param before the number of the first model; {@code NaN} where it is undefined
 * @param after the number of the second
 * @param better which direction means a better model
 * @param delta after − before with its standard error; null where one is undefined, a single group
 *     decides whether it exists, or nobody knows how sure it is
 * @param images how many of the paired images are in the slice
 * @param groups how many independent groups they are
 * @param wins on how many images alone the second is better
 * @param ties on how many images both are equal
 * @param losses on how many images the second is worse; images where a value is undefined count
 *     nowhere, and a number of curves is none of an image
 */
public record Change(
    double before,
    double after,
    Better better,
    @Nullable Estimate delta,
    long images,
    long groups,
    long wins,
    long ties,
    long losses) {

  /**
   * The change with the sign by which more is better; null as {@link #delta}. Where no direction is
   * better the sign stays.
   */
  public @Nullable Estimate improvement() {
    return delta == null || better != Better.LOWER
        ? delta
        : new Estimate(-delta.value(), delta.standardError(), delta.groups());
  }

  /**
   * The two-sided p value of "nothing changed"; {@code NaN} where nothing is known of the change.
   */
  public double pValue() {
    return delta == null ? Double.NaN : delta.pValue();
  }
}
