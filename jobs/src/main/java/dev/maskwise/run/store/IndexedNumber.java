package dev.maskwise.run.store;

import org.jspecify.annotations.Nullable;

/**
 * A number of the index.
 *
 * @param run the id of the run
 * @param className the class; null for a value over classes
 * @param slice "name=value"; null for all images
 * @param value NaN where it is undefined
 * @param low of the interval; NaN where there is none
 * @param high of the interval; NaN where there is none
 * @param n how many values entered it
 */
public record IndexedNumber(
    String run,
    String model,
    @Nullable String className,
    @Nullable String slice,
    double value,
    double low,
    double high,
    long n) {}
