package dev.maskwise.image;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.metric.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the scores of an image: one truth, read once, against the score maps of any number of
 * models.
 *
 * <p>Memory is the scores of each model's map as float32, one to three bytes a pixel for the truth,
 * and a few arrays of one element a pixel; buffers are reused from image to image. Not thread-safe:
 * one judge a task.
 */
public final class ScoreJudge {
  private final ScoreRules rules;
  private final Truth truth;
  private final List<Scores> models = new ArrayList<>();

  public ScoreJudge(ScoreRules rules) {
    this.rules = rules;
    this.truth =
        rules.task() == Task.BINARY ? Truth.ofForeground(rules.foreground()) : Truth.ofClasses();
  }

  /**
   * What each model's scores come to, in order; valid until the next image.
   *
   * @throws FaultException when a map is malformed, its shape is not the truth's, a label is out of
   *     range, or a score is not finite or no probability; the judge can be used for the next image
   *     all the same
   */
  public List<ScoredImage> judge(LabelMapRows truthRows, List<? extends ScoreMap> predictions)
      throws FaultException {
    return read(truthRows, predictions).stream().map(scores -> scores.judged(rules)).toList();
  }

  /**
   * The scores of each model, in order, read and checked, of which nothing is computed yet; valid
   * until the next image.
   *
   * @throws FaultException as {@link #judge} does
   */
  public List<Scores> read(LabelMapRows truthRows, List<? extends ScoreMap> predictions)
      throws FaultException {
    for (int m = 0; m < predictions.size(); m++) {
      requireShape(m, predictions.get(m), truthRows, rules.channels());
    }
    truth.read(truthRows, new LabelRange(rules.classes(), rules.ignore()));
    for (int m = 0; m < predictions.size(); m++) {
      if (models.size() == m) {
        models.add(
            rules.task() == Task.BINARY ? new BinaryScores(truth, m) : new ClassScores(truth, m));
      }
      models.get(m).read(predictions.get(m), rules.kind());
    }
    return models.subList(0, predictions.size());
  }

  /**
   * Refuses scores of another shape than their truth.
   *
   * @param channels how many scores a pixel has
   */
  static void requireShape(int model, ScoreMap scores, LabelMapRows truthRows, int channels)
      throws FaultException {
    boolean others = scores.channels() != channels;
    Fault.OtherChannels fault =
        new Fault.OtherChannels(scores.channels(), scores.width(), scores.height(), channels);
    if (others && fault.mayBeTurned()) {
      throw new FaultException(model, fault);
    }
    if (scores.width() != truthRows.width() || scores.height() != truthRows.height()) {
      throw new FaultException(
          model,
          new Fault.OtherShape(
              scores.width(), scores.height(), truthRows.width(), truthRows.height()));
    }
    if (others) {
      throw new FaultException(model, fault);
    }
  }
}
