package dev.maskwise.job.plan;

import dev.maskwise.reader.ClusterRule;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the confidence intervals of numbers are made.
 *
 * @param level the probability with which an interval shall cover
 * @param clusters finds what images that depend on each other have in common; null where each image
 *     is independent of the others
 */
public record Confidence(double level, @Nullable ClusterRule clusters) implements Serializable {}
