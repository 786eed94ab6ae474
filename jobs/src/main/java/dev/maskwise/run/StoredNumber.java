package dev.maskwise.run;

import dev.maskwise.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A number of a summary.
 *
 * @param value {@code NaN} where it is undefined
 * @param n how many values entered it
 * @param undefined how many had none
 * @param over what these count: images, classes or pairs
 * @param interval how sure it is; null where the run does not say
 */
public record StoredNumber(
    double value, long n, long undefined, String over, @Nullable Interval interval) {}
