package dev.maskwise.job;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.ScoreJudge;
import dev.maskwise.image.ScoreRules;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.ScoreFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Judges predicted scores. */
final class ScoreCounter implements ImageCounter {
  private final ScoreJudge judge;
  private final ScoreFormat format;
  private final long maxPixels;

  ScoreCounter(ScoreRules rules, ScoreFormat format, long maxPixels) {
    this.judge = new ScoreJudge(rules);
    this.format = format;
    this.maxPixels = maxPixels;
  }

  @Override
  public List<Counted> count(ImageMasks image, Configuration hadoop) throws FaultException {
    List<LabelMapRows> truth = image.openLabels(hadoop, maxPixels, 1);
    List<ScoreMap> scores = image.openScores(hadoop, format, maxPixels);
    try {
      return image.rejections().isEmpty()
          ? judge.judge(truth.get(0), scores).stream().map(Counted::scores).toList()
          : List.of();
    } finally {
      truth.forEach(LabelMapRows::close);
      scores.forEach(ScoreMap::close);
    }
  }
}
