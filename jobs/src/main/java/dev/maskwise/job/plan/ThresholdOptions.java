package dev.maskwise.job.plan;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.job.label.ClassList;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.reader.InputRefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say from which score on a pixel is predicted. */
final class ThresholdOptions {

  @Option(
      names = "--threshold",
      paramLabel = "T|CLASS=T,…",
      description =
          "Binary and multilabel: the score from which on a pixel is predicted; of several classes"
              + " one for all, or some by name (default: 0 for logits, 0.5 for probabilities).")
  private @Nullable String threshold;

  @Option(
      names = "--threshold-operator",
      paramLabel = "ge|gt",
      description = "Whether a score equal to the threshold is predicted. Default: ge.")
  private ThresholdOperator operator = ThresholdOperator.GE;

  /** Whether a threshold is given, which is then refused where there is none. */
  boolean isGiven() {
    return threshold != null;
  }

  ThresholdOperator operator() {
    return operator;
  }

  /** What is wrong with a threshold in a task that has none. */
  String belongs() {
    return "--threshold %s belongs to --task binary and --task multilabel.".formatted(threshold);
  }

  /**
   * The threshold of each class that has scores; none where the largest score is predicted.
   *
   * @param classes of the multilabel task
   * @throws InputRefusedException when one is no number, or names no class
   */
  List<Double> thresholds(Task task, ScoreKind kind, ClassList classes) {
    if (task == Task.MULTICLASS) {
      return List.of();
    }
    double standard = kind == ScoreKind.LOGIT ? 0 : 0.5;
    int count = task.channels(classes.names().size());
    if (threshold == null || task == Task.BINARY || threshold.indexOf('=') < 0) {
      return Collections.nCopies(count, threshold == null ? standard : number(threshold));
    }
    List<Double> thresholds = new ArrayList<>(Collections.nCopies(count, standard));
    Set<Integer> given = new HashSet<>();
    for (String one : threshold.split(",", -1)) {
      int equals = one.lastIndexOf('=');
      require(
          equals > 0,
          "--threshold %s does not say which class '%s' is of: write CLASS=T,CLASS=T."
              .formatted(threshold, one.strip()));
      int label = classes.label("--threshold", one.substring(0, equals).strip());
      Ranges.requireInRange("--threshold", label, 0, count - 1, "a class ");
      require(
          given.add(label),
          "--threshold %s gives the class '%s' two thresholds: leave one out."
              .formatted(threshold, classes.names().get(label)));
      thresholds.set(label, number(one.substring(equals + 1)));
    }
    return thresholds;
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // It is refused below, as a number that is not finite is.
    }
    throw new InputRefusedException(
        "--threshold %s is no finite number: write the score from which on a pixel is predicted."
            .formatted(text.strip()));
  }

  /**
   * Adds the choices to the definition.
   *
   * @param classes the names of the classes that have thresholds
   */
  void describe(Definition definition, Task task, List<Double> thresholds, List<String> classes) {
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (int c = 0; c < thresholds.size() && task.overlaps(); c++) {
      byClass.put(classes.get(c), thresholds.get(c));
    }
    definition
        .put("threshold", task.overlaps() ? byClass : thresholds.get(0))
        .put("threshold_operator", operator);
  }
}
