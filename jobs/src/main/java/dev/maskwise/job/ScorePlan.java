package dev.maskwise.job;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.job.ErrorPass.ErrorGroup;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.ScoreFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of scores. */
final class ScorePlan {
  private final ScoreOptions options;
  private final List<ScoreLoss> losses;
  private final ScoreRules rules;

  /**
   * @param options as they were given; the task is not {@link Task#LABELS}
   * @param labels how many labels the truth may hold; 0 when any is allowed
   * @param ignore the ignore label; null for none
   * @throws InputRefusedException when an option cannot be worked with
   */
  ScorePlan(ScoreOptions options, int labels, @Nullable Integer ignore) {
    options.check(labels, ignore);
    this.options = options;
    this.losses = options.losses(options.task == Task.BINARY ? 1 : labels);
    this.rules =
        new ScoreRules(
            options.task,
            options.kind(),
            labels,
            options.foreground == null ? -1 : options.foreground,
            ignore == null ? -1 : ignore,
            options.threshold(),
            options.operator,
            options.logFloor,
            losses,
            options.bits(),
            options.calibrationBins,
            options.closedSide);
  }

  ScoreRules rules() {
    return rules;
  }

  ScoreFormat format() {
    return options.format.format();
  }

  List<ScoreLoss> losses() {
    return losses;
  }

  Calibration.Norm norm() {
    return options.norm;
  }

  /** The errors that a second pass sorts; none where no such pass is asked for. */
  List<ErrorGroup> errorGroups(int models) {
    List<ErrorGroup> groups = new ArrayList<>();
    if (options.exactLovasz(losses)) {
      for (int m = 0; m < models; m++) {
        for (LovaszKind errors : ScoreLosses.lovasz(losses)) {
          for (int c = 0; c < rules.channels(); c++) {
            groups.add(new ErrorGroup(m, errors, c));
          }
        }
      }
    }
    return groups;
  }

  /** Adds every choice that changes a number. */
  void describe(Definition definition) {
    options.describe(definition, losses);
  }
}
