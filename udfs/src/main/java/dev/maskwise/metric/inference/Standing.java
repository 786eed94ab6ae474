package dev.maskwise.metric.inference;

import java.io.Serializable;

/**
 * How a model does among others on replicates of a data set.
 *
 * @param best the share of the replicates in which it is best; k models that are best together have
 *     1/k of a replicate each, so that the shares of all models add up to 1. {@code NaN} without a
 *     replicate
 * @param meanRank its mean rank, from 1 for the best to the number of models; equal models share
 *     the mean of their ranks
 * @param replicates in how many replicates every model had a number; the others do not count
 */
public record Standing(double best, double meanRank, int replicates) implements Serializable {}
