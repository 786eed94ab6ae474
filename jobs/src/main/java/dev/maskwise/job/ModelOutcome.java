package dev.maskwise.job;

import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of an image under one model.
 *
 * @param confusion the counts of the predicted classes
 * @param scores what the losses are functions of; null for label maps
 */
record ModelOutcome(ConfusionMatrix confusion, @Nullable ScoreStatistics scores)
    implements Serializable {}
