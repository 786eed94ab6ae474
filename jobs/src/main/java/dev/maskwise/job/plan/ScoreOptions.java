package dev.maskwise.job.plan;

import static dev.maskwise.job.plan.Ranges.MAX_LABEL;
import static dev.maskwise.job.plan.Ranges.requireInRange;
import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.Truth;
import dev.maskwise.job.plan.ClassOptions.ClassPlan;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.curve.CurveMetric;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.ScoreFormat;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The options of {@code evaluate} for predictions that are scores: what was given, what it comes
 * to, and what is refused.
 */
final class ScoreOptions {
  private static final String NONZERO = "nonzero";

  @Option(
      names = "--task",
      paramLabel = "labels|binary|multiclass|multilabel|detections|instances",
      description =
          "What a prediction is: a label map, scores of one class, scores of every class, a mask"
              + " or scores of every class where a pixel may have several, or objects with a box"
              + " or a mask each. Default: labels.")
  private Task task = Task.LABELS;

  @Option(
      names = "--score",
      paramLabel = "logit|probability",
      description =
          "What a score is; it is never guessed, so scores need it. Multilabel predictions without"
              + " it are masks.")
  private @Nullable ScoreKind kind;

  @Option(
      names = "--foreground",
      paramLabel = "CLASS|nonzero",
      description =
          "Binary: the truth label that is the foreground, or nonzero for every label but 0 and the"
              + " ignore label (default: the only one besides these; an image with several is"
              + " rejected).")
  private @Nullable String foreground;

  @ArgGroup(validate = false)
  private ThresholdOptions thresholds = new ThresholdOptions();

  @Option(
      names = "--losses",
      paramLabel = "LOSS,…",
      description =
          "Which losses, such as 'focal_loss(gamma=5,alpha=none),lovasz_hinge'; docs/metrics.md lists"
              + " them with their parameters (default: those that suit the task); can be repeated.")
  private List<String> losses = new ArrayList<>();

  @Option(
      names = "--log-floor",
      paramLabel = "X",
      description =
          "The least logarithm of a probability, below which cross-entropy does not fall; logits"
              + " need none. Default: ${DEFAULT-VALUE}, as in PyTorch.")
  private double logFloor = -100;

  @Option(
      names = "--score-bins",
      paramLabel = "BITS",
      description =
          "The resolution of curves and of the Lovász losses of the data set: so many bits of a"
              + " score's mantissa, 0 to 16 (default: 12, and 10 for every class of many).")
  private @Nullable Integer bits;

  @Option(
      names = "--calibration-bins",
      paramLabel = "N",
      description = "How many equal bins of probability. Default: ${DEFAULT-VALUE}.")
  private int calibrationBins = 15;

  @Option(
      names = "--calibration-closed",
      paramLabel = "left|right",
      description =
          "Whether a bin holds its lower edge (torchmetrics) or its upper one (MetricsReloaded); 0"
              + " and 1 are never dropped. Default: left.")
  private ClosedSide closedSide = ClosedSide.LEFT;

  @Option(
      names = "--calibration-norm",
      paramLabel = "l1|l2|max",
      description = "How the gaps of the bins become the calibration error. Default: l1.")
  private Calibration.Norm norm = Calibration.Norm.L1;

  @Option(
      names = "--exact-lovasz",
      description =
          "Also sort the errors of all pixels, in a second pass, so that the Lovász losses of the"
              + " data set are known to float32's rounding, or within the histogram's bound where that is"
              + " smaller.")
  private boolean exactLovasz;

  @ArgGroup(validate = false)
  private ScoreFormatOptions format = new ScoreFormatOptions();

  Task task() {
    return task;
  }

  /** Whether predictions are scores; else they are label maps, or masks of every class. */
  boolean areScores() {
    return task != Task.LABELS && (kind != null || !task.overlaps());
  }

  /** The column of a table that holds scores. */
  String column() {
    return format.column();
  }

  /**
   * What is asked of scores; null when predictions are label maps or masks.
   *
   * @param classes the labels that the truth may hold, and what they mean
   * @throws InputRefusedException when an option cannot be worked with, or belongs to another task
   */
  @Nullable ScorePlan plan(ClassPlan classes) {
    int labels = classes.list().names().size();
    if (!areScores()) {
      refuse();
      return null;
    }
    ScoreKind given = kind();
    int label = foreground(classes);
    requireInRange("--score-bins", bits(), 0, ScoreHistogram.MAX_BITS, "");
    requireInRange("--calibration-bins", calibrationBins, 1, CalibrationBins.MAX_BINS, "");
    require(
        logFloor <= 0 && Double.isFinite(logFloor),
        "--log-floor %s is no finite number up to 0.".formatted(logFloor));
    ScoreFormat stored = format.format();
    List<ScoreLoss> computed = losses(task == Task.BINARY ? 1 : labels);
    ScoreRules rules =
        new ScoreRules(
            task,
            given,
            labels,
            label,
            classes.meaning().ignore(),
            thresholds.thresholds(task, given, classes.list()),
            thresholds.operator(),
            logFloor,
            computed,
            bits(),
            calibrationBins,
            closedSide);
    boolean sorts = exactLovasz && !ScoreLosses.lovasz(computed).isEmpty();
    return new ScorePlan(rules, stored, norm, sorts);
  }

  /** Refuses what is for scores where there are none. */
  private void refuse() {
    if (task.overlaps()) {
      require(
          losses.isEmpty() && !thresholds.isGiven() && !exactLovasz,
          "--losses, --threshold and --exact-lovasz are for scores: say --score logit or --score probability as well.");
      require(
          foreground == null, "--foreground %s belongs to --task binary.".formatted(foreground));
      return;
    }
    require(
        kind == null && losses.isEmpty(),
        "--score and --losses are for scores: say --task binary, --task multiclass or --task multilabel as well.");
    require(
        foreground == null && !thresholds.isGiven(),
        "--foreground and --threshold are for scores of one class: say --task binary as well.");
  }

  /** The label of the foreground, or what stands for several or for the only one. */
  private int foreground(ClassPlan classes) {
    if (task != Task.BINARY) {
      require(
          foreground == null, "--foreground %s belongs to --task binary.".formatted(foreground));
      require(task.overlaps() || !thresholds.isGiven(), thresholds.belongs());
    }
    if (foreground == null || foreground.equals(NONZERO)) {
      return foreground == null ? Truth.ONLY_LABEL : Truth.EVERY_LABEL;
    }
    int label = classes.list().label("--foreground", foreground);
    int labels = classes.list().names().size();
    requireInRange("--foreground", label, 0, labels > 0 ? labels - 1 : MAX_LABEL, "");
    require(
        !classes.choices().ignore().contains(label),
        "--foreground %s is the ignore label too: one of the two has to be another."
            .formatted(foreground));
    return label;
  }

  private ScoreKind kind() {
    if (kind == null) {
      throw new InputRefusedException(
          "--task %s needs to know what a score is: say --score logit or --score probability."
              .formatted(task.label()));
    }
    return kind;
  }

  /** The names of the classes that have numbers: the labels, or the two of a binary task. */
  List<String> classes(ClassPlan labels) {
    if (task != Task.BINARY) {
      return task.overlaps() ? labels.list().names() : labels.meaning().classes();
    }
    List<String> names = labels.list().names();
    int label = foreground(labels);
    String name = label < 0 || names.isEmpty() ? "foreground" : names.get(label);
    return List.of(name.equals("background") ? "rest" : "background", name);
  }

  private int bits() {
    int standard =
        task == Task.BINARY
            ? ScoreHistogram.DEFAULT_BITS
            : ScoreHistogram.DEFAULT_BITS_OF_MANY_CLASSES;
    return bits == null ? standard : bits;
  }

  private List<ScoreLoss> losses(int classes) {
    if (losses.isEmpty()) {
      return ScoreLosses.defaults(task, kind());
    }
    try {
      return ScoreLosses.parseAll(String.join(",", losses), task, kind(), classes);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException("--losses: " + e.getMessage(), e);
    }
  }

  private static Object foregroundInWords(int label) {
    return switch (label) {
      case Truth.EVERY_LABEL -> "every label but 0 and ignore";
      case Truth.ONLY_LABEL -> "the one label but 0 and ignore";
      default -> label;
    };
  }

  /** Adds every choice that changes a number. */
  void describe(Definition definition, ScorePlan plan, List<String> classes) {
    definition.put("score", kind()).put("score_meaning", kind().definition());
    if (task == Task.BINARY) {
      definition.put("foreground", foregroundInWords(plan.rules().foreground()));
    }
    if (task != Task.MULTICLASS) {
      thresholds.describe(definition, task, plan.rules().thresholds(), classes);
    } else {
      definition.put("predicted_class", "the one of the largest score, the lowest id among equals");
    }
    format.describe(definition);
    definition
        .put("log_floor", kind == ScoreKind.LOGIT ? null : logFloor)
        .put("score_bins", bits())
        .put("calibration_bins", calibrationBins)
        .put("calibration_norm", norm)
        .put("calibration_closed", closedSide)
        .put(
            "lovasz_dataset",
            plan.exactLovasz()
                ? "all errors sorted, or from the histogram where its bound is smaller"
                : "from the histogram");
    Map<String, String> formulas = new LinkedHashMap<>();
    plan.losses().forEach(loss -> formulas.put(loss.name(), loss.definition().formula()));
    Map<String, String> curves = new LinkedHashMap<>();
    for (CurveMetric<?> metric : CurveMetrics.ALL) {
      curves.put(metric.name(), metric.formula());
    }
    if (task == Task.MULTICLASS) {
      curves.put(CurveMetrics.ECE_TOP_LABEL.name(), CurveMetrics.ECE_TOP_LABEL.formula());
    }
    definition.put("losses", formulas).put("curves", curves);
  }
}
