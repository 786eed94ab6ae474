package dev.maskwise.image;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.metric.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the scores of an image: one truth, read once, against the score maps of any number of
 * models.
 *
 * <p>Memory is the scores of each model's map as float32, two bytes a pixel for the truth, and a
 * few arrays of one element a pixel; buffers are reused from image to image. Not thread-safe: one
 * judge a task.
 */
public final class ScoreJudge {
  private final ScoreRules rules;
  private final TruthPixels truth;
  private final List<PlaneJudge> judges = new ArrayList<>();

  public ScoreJudge(ScoreRules rules) {
    this.rules = rules;
    this.truth =
        rules.task() == Task.BINARY
            ? TruthPixels.ofForeground(rules.foreground(), rules.classes(), rules.ignore())
            : TruthPixels.ofClasses(rules.classes(), rules.ignore());
  }

  /**
   * What each model's scores come to, in order; valid until the next image.
   *
   * @throws RejectedMaskException when a map is malformed, its shape is not the truth's, a label is
   *     out of range, or a score is not finite or no probability; the judge can be used for the
   *     next image all the same
   */
  public List<ScoredImage> judge(LabelMapRows truthRows, List<? extends ScoreMap> predictions)
      throws RejectedMaskException {
    return each(truthRows, predictions, PlaneJudge::judge);
  }

  /**
   * The checked scores of each model, in order, of which nothing is computed yet; valid until the
   * next image.
   *
   * @throws RejectedMaskException as {@link #judge} does
   */
  public List<Scores> read(LabelMapRows truthRows, List<? extends ScoreMap> predictions)
      throws RejectedMaskException {
    return each(truthRows, predictions, PlaneJudge::read);
  }

  private interface Judging<T> {
    T of(PlaneJudge judge, int model, TruthPixels truth, float[][] planes)
        throws RejectedMaskException;
  }

  private <T> List<T> each(
      LabelMapRows truthRows, List<? extends ScoreMap> predictions, Judging<T> judging)
      throws RejectedMaskException {
    for (int m = 0; m < predictions.size(); m++) {
      requireShape(m, predictions.get(m), truthRows);
    }
    truth.read(truthRows);
    List<T> models = new ArrayList<>();
    for (int m = 0; m < predictions.size(); m++) {
      models.add(judge(m, predictions.get(m), judging));
    }
    return models;
  }

  private void requireShape(int model, ScoreMap scores, LabelMapRows truthRows)
      throws RejectedMaskException {
    if (scores.width() != truthRows.width() || scores.height() != truthRows.height()) {
      throw new RejectedMaskException(
          model,
          RejectKind.SHAPE_MISMATCH,
          "is %d×%d pixels, but its truth is %d×%d"
              .formatted(scores.width(), scores.height(), truthRows.width(), truthRows.height()));
    }
    if (scores.channels() != rules.channels()) {
      throw new RejectedMaskException(
          model,
          RejectKind.SHAPE_MISMATCH,
          rules.task() == Task.BINARY
              ? "has %d channels, but a binary task has 1: say --task multiclass for scores of many classes"
                  .formatted(scores.channels())
              : "has %d channels, but there are %d classes"
                  .formatted(scores.channels(), rules.channels()));
    }
  }

  private <T> T judge(int model, ScoreMap scores, Judging<T> judging) throws RejectedMaskException {
    if (judges.size() == model) {
      judges.add(rules.task() == Task.BINARY ? new BinaryJudge(rules) : new ClassJudge(rules));
    }
    PlaneJudge judge = judges.get(model);
    float[][] planes = judge.planes(scores.channels(), truth.allPixels());
    try {
      scores.read(planes);
    } catch (MalformedException e) {
      throw new RejectedMaskException(model, RejectKind.UNREADABLE, String.valueOf(e.getMessage()));
    }
    for (float[] plane : planes) {
      truth.keepValid(plane);
    }
    return judging.of(judge, model, truth, planes);
  }
}
