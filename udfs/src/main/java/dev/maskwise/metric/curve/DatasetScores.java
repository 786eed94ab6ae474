package dev.maskwise.metric.curve;

import dev.maskwise.metric.loss.ScoreStatistics;

/**
 * The scores of a whole set of images: what the metrics of curves and calibration are functions of.
 *
 * @param statistics the summed statistics, of as many classes as the distribution has
 * @param distribution where the scores lie
 * @param norm how the gaps of calibration become one number
 */
public record DatasetScores(
    ScoreStatistics statistics, ScoreDistribution distribution, Calibration.Norm norm) {}
