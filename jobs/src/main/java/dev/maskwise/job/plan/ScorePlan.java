package dev.maskwise.job.plan;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.reader.ScoreFormat;
import dev.maskwise.run.numbers.ErrorGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of scores.
 *
 * @param rules how an image is judged
 * @param format how scores are stored
 * @param norm how the gaps of calibration become one number
 * @param exactLovasz whether a second pass sorts the errors of all pixels
 */
public record ScorePlan(
    ScoreRules rules, ScoreFormat format, Calibration.Norm norm, boolean exactLovasz) {

  /** What is computed, in the order of reports. */
  public List<ScoreLoss> losses() {
    return rules.losses();
  }

  /** The class of which a channel gives scores: the foreground in a binary task. */
  public int classOf(int channel) {
    return rules.task() == Task.BINARY ? 1 : channel;
  }

  /** The errors that a second pass sorts; none where no such pass is asked for. */
  public List<ErrorGroup> errorGroups(int models) {
    List<ErrorGroup> groups = new ArrayList<>();
    for (int m = 0; exactLovasz && m < models; m++) {
      for (LovaszKind errors : ScoreLosses.lovasz(losses())) {
        for (int c = 0; c < rules.channels(); c++) {
          groups.add(new ErrorGroup(m, errors, c));
        }
      }
    }
    return groups;
  }
}
