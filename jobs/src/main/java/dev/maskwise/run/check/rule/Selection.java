package dev.maskwise.run.check.rule;

import dev.maskwise.metric.Averaging;
import dev.maskwise.run.NumberKey;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers a rule is about.
 *
 * @param classes null for values over classes
 */
public record Selection(
    String metric,
    Averaging averaging,
    @Nullable NamePatterns classes,
    NamePatterns slices,
    NamePatterns models) {

  /** What all images are called among slices. */
  public static final String ALL = "all";

  /** Whether a number of a model is meant. */
  public boolean fits(NumberKey key) {
    return isOfMetric(key)
        && (classes == null
            ? key.className() == null
            : key.className() != null && classes.fit(key.className()))
        && fitsSlice(key.slice());
  }

  /** Whether it is the metric under the averaging. */
  public boolean isOfMetric(NumberKey key) {
    return key.metric().equals(metric) && key.averaging() == averaging;
  }

  /** A star is any slice, but not all images, which are none. */
  private boolean fitsSlice(@Nullable String slice) {
    return slice == null
        ? slices.wanted().stream().anyMatch(pattern -> pattern.text().equals(ALL))
        : slices.fit(slice);
  }
}
