package dev.maskwise.image;

import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;

/** A scored image with its statistics. */
abstract class JudgedImage implements ScoredImage {
  private final ConfusionMatrix confusion;
  private final ScoreStatistics statistics;

  JudgedImage(ConfusionMatrix confusion, ScoreStatistics statistics) {
    this.confusion = confusion;
    this.statistics = statistics;
  }

  @Override
  public final ConfusionMatrix confusion() {
    return confusion;
  }

  @Override
  public final ScoreStatistics statistics() {
    return statistics;
  }
}
