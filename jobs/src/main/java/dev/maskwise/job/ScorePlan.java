package dev.maskwise.job;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.job.ErrorPass.ErrorGroup;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.curve.CurveMetric;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.ScoreFormat;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options for predictions that are scores, checked and resolved. */
final class ScorePlan {
  private static final int MAX_LABEL = 65535;

  private final ScoreOptions options;
  private final ScoreKind kind;
  private final List<ScoreLoss> losses;
  private final ScoreRules rules;

  /**
   * @param options as they were given; the task is not {@link Task#LABELS}
   * @param labels how many labels the truth may hold; 0 when any is allowed
   * @param ignore the ignore label; null for none
   * @throws InputRefusedException when an option cannot be worked with
   */
  ScorePlan(ScoreOptions options, int labels, @Nullable Integer ignore) {
    this.options = options;
    this.kind = requireKind(options);
    checkForeground(labels, ignore);
    check("--score-bins", bits(), 0, ScoreHistogram.MAX_BITS);
    check("--calibration-bins", options.calibrationBins, 1, CalibrationBins.MAX_BINS);
    require(
        options.logFloor <= 0 && Double.isFinite(options.logFloor),
        "--log-floor %s is no finite number up to 0.",
        options.logFloor);
    require(Double.isFinite(threshold()), "--threshold %s is no finite number.", options.threshold);
    requireScale();
    int classes = options.task == Task.BINARY ? 1 : labels;
    this.losses = readLosses(classes);
    this.rules =
        new ScoreRules(
            options.task,
            kind,
            labels,
            options.foreground == null ? -1 : options.foreground,
            ignore == null ? -1 : ignore,
            threshold(),
            options.operator,
            options.logFloor,
            losses,
            bits(),
            options.calibrationBins,
            options.closedSide);
  }

  private static ScoreKind requireKind(ScoreOptions options) {
    if (options.kind == null) {
      throw new InputRefusedException(
          "--task %s needs to know what a score is: say --score logit or --score probability."
              .formatted(options.task.label()));
    }
    return options.kind;
  }

  private void checkForeground(int labels, @Nullable Integer ignore) {
    Integer foreground = options.foreground;
    if (options.task != Task.BINARY) {
      require(foreground == null, "--foreground %s belongs to --task binary.", foreground);
      require(
          options.threshold == null, "--threshold %s belongs to --task binary.", options.threshold);
    } else if (foreground != null) {
      check("--foreground", foreground, 0, labels > 0 ? labels - 1 : MAX_LABEL);
      require(
          !foreground.equals(ignore),
          "--foreground %s is the ignore label too: one of the two has to be another.",
          foreground);
    }
  }

  private void requireScale() {
    Double scale = options.scale;
    require(
        scale == null || (Double.isFinite(scale) && scale != 0),
        "--score-scale %s is no finite number other than 0.",
        scale);
    require(
        Double.isFinite(options.offset), "--score-offset %s is no finite number.", options.offset);
    require(
        scale != null || options.offset == 0,
        "--score-offset %s needs a --score-scale beside it.",
        options.offset);
  }

  private List<ScoreLoss> readLosses(int classes) {
    if (options.losses.isEmpty()) {
      return ScoreLosses.defaults(options.task, kind);
    }
    try {
      return ScoreLosses.parseAll(String.join(",", options.losses), options.task, kind, classes);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException("--losses: " + e.getMessage(), e);
    }
  }

  private static void check(String option, int value, int first, int last) {
    require(
        value >= first && value <= last,
        option + " %s is out of range: it has to be from " + first + " to " + last + ".",
        value);
  }

  private static void require(boolean holds, String sentence, @Nullable Object value) {
    if (!holds) {
      throw new InputRefusedException(sentence.formatted(value));
    }
  }

  private int bits() {
    int standard =
        options.task == Task.BINARY
            ? ScoreHistogram.DEFAULT_BITS
            : ScoreHistogram.DEFAULT_BITS_OF_MANY_CLASSES;
    return options.bits == null ? standard : options.bits;
  }

  private double threshold() {
    double standard = kind == ScoreKind.LOGIT ? 0 : 0.5;
    return options.threshold == null ? standard : options.threshold;
  }

  ScoreRules rules() {
    return rules;
  }

  ScoreFormat format() {
    return new ScoreFormat(options.type, options.scale, options.offset, options.array);
  }

  List<ScoreLoss> losses() {
    return losses;
  }

  Calibration.Norm norm() {
    return options.norm;
  }

  /** Whether a second pass sorts the errors of all pixels. */
  boolean exactLovasz() {
    return options.exactLovasz && !ScoreLosses.lovasz(losses).isEmpty();
  }

  /** The errors that a second pass sorts. */
  List<ErrorGroup> errorGroups(int models) {
    List<ErrorGroup> groups = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      for (LovaszKind errors : ScoreLosses.lovasz(losses)) {
        for (int c = 0; c < rules.channels(); c++) {
          groups.add(new ErrorGroup(m, errors, c));
        }
      }
    }
    return groups;
  }

  /** Adds every choice that changes a number. */
  void describe(Map<String, @Nullable Object> definition) {
    definition.put("score", kind.label());
    definition.put("score_meaning", kind.definition());
    if (options.task == Task.BINARY) {
      definition.put(
          "foreground",
          options.foreground == null ? "every label but 0 and ignore" : options.foreground);
      definition.put("threshold", threshold());
      definition.put("threshold_operator", options.operator.label());
    } else {
      definition.put("predicted_class", "the one of the largest score, the lowest id among equals");
    }
    definition.put("score_scale", options.scale);
    definition.put("score_offset", options.scale == null ? null : options.offset);
    definition.put("log_floor", kind == ScoreKind.LOGIT ? null : options.logFloor);
    definition.put("score_bins", bits());
    definition.put("calibration_bins", options.calibrationBins);
    definition.put("calibration_norm", options.norm.name().toLowerCase(Locale.ROOT));
    definition.put("calibration_closed", options.closedSide.name().toLowerCase(Locale.ROOT));
    definition.put("lovasz_dataset", exactLovasz() ? "all errors sorted" : "from the histogram");
    Map<String, String> formulas = new LinkedHashMap<>();
    losses.forEach(loss -> formulas.put(loss.name(), loss.definition().formula()));
    definition.put("losses", formulas);
    Map<String, String> curves = new LinkedHashMap<>();
    for (CurveMetric<?> metric : CurveMetrics.ALL) {
      curves.put(metric.name(), metric.formula());
    }
    if (options.task == Task.MULTICLASS) {
      curves.put(CurveMetrics.ECE_TOP_LABEL.name(), CurveMetrics.ECE_TOP_LABEL.formula());
    }
    definition.put("curves", curves);
  }
}
