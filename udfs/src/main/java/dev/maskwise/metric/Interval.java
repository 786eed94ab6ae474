package dev.maskwise.metric;

import java.io.Serializable;

/**
 * How far a number may lie from what it would be on all images of the kind, of which the evaluated
 * ones are a sample.
 *
 * @param standardError the estimated standard deviation of the number over such samples
 * @param low the lower end of the confidence interval; it may lie outside the range of the metric
 * @param high the upper end
 * @param groups of how many independent images, or groups of images, it was estimated
 */
public record Interval(double standardError, double low, double high, long groups)
    implements Serializable {}
