package dev.maskwise.job;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code evaluate}: what was given, what it comes to, and what is refused. */
final class EvaluateOptions {
  static final int MAX_TASKS = 1_000_000;

  /** What happens when an image is rejected. */
  enum OnReject {
    /** The run ends with exit code 1 and leaves no output. */
    FAIL,
    /** The run goes on without the image, counts it and lists it. */
    SKIP
  }

  /** What counts the pixels of label maps. */
  enum Engine {
    /** The job's own tasks, which read everything. */
    TASKS,
    /** A query of SQL functions, which the RAPIDS Accelerator runs on GPUs. */
    QUERY
  }

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "DIR|TABLE",
      description =
          "True masks: a directory of PNG label maps, or a Parquet table (TABLE#COLUMN names the"
              + " mask column), on any Hadoop file system.")
  String truth = "";

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "[NAME=]DIR|TABLE",
      description =
          "Predicted masks or scores of a model, in the same form; scores are .npy or .npz files."
              + " Repeat it for several models.")
  List<String> predictions = new ArrayList<>();

  @Option(
      names = "--classes",
      paramLabel = "FILE|N",
      description =
          "The names of the classes, one a line from id 0 on, or how many there are. Only a binary"
              + " task can do without.")
  @Nullable String classes;

  @Option(
      names = "--ignore",
      paramLabel = "N",
      description = "Pixels with this truth label count nowhere.")
  @Nullable Integer ignore;

  @Option(
      names = "--background",
      paramLabel = "N",
      description = "This class enters no mean over classes (default: every class does).")
  @Nullable Integer background;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "undefined",
      description =
          "What 0/0 is worth: undefined (left out and counted), zero, one, or skip (only images"
              + " whose truth holds the class judge it). Default: ${DEFAULT-VALUE}.")
  EmptyMask policy = EmptyMask.UNDEFINED;

  @Option(
      names = "--slice",
      paramLabel = "COLUMN|REGEX",
      description =
          "Numbers for parts of the data too: a column of the truth table, or a regular expression"
              + " with named groups that is searched in the image id; can be repeated.")
  List<String> slices = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where summary.json, per_image.parquet, rejected.parquet, report.html go.")
  String out = "";

  @Option(
      names = "--overwrite",
      description =
          "Replace the evaluation that is in the output directory already. Where anything else is"
              + " there, it is kept and the run refused.")
  boolean overwrite;

  @Option(
      names = "--on-reject",
      paramLabel = "fail|skip",
      defaultValue = "fail",
      description =
          "When an image is rejected: fail (exit code 1, no output) or skip (go on, count it, list"
              + " it). Default: ${DEFAULT-VALUE}.")
  OnReject onReject = OnReject.FAIL;

  @Mixin InputOptions input = new InputOptions();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Into how many tasks the images are divided (default: from the cores and the size of the"
              + " input). The numbers do not depend on it.")
  @Nullable Integer partitions;

  @Option(
      names = "--engine",
      paramLabel = "tasks|query",
      description =
          "What counts the pixels: tasks of the job, or a query, which takes raw label maps of"
              + " tables and runs on GPUs where Spark has the RAPIDS Accelerator. The numbers are"
              + " the same. Default: query on GPUs, else tasks.")
  @Nullable Engine engine;

  @ArgGroup(validate = false, heading = "%nPredictions that are scores:%n")
  ScoreOptions scores = new ScoreOptions();

  /**
   * The names of the labels that the truth may hold; empty when any is allowed.
   *
   * @throws InputRefusedException when there are none, or they cannot be read
   */
  List<String> labels(Configuration hadoop) {
    if (classes != null) {
      return ClassNames.read(hadoop, classes);
    }
    if (isBinary()) {
      return List.of();
    }
    throw new InputRefusedException(
        "--classes is not given: name the classes in a file, or say how many there are.");
  }

  /** The names of the classes that have numbers: the labels, or the two of a binary task. */
  List<String> classes(List<String> labels) {
    return isBinary() ? scores.backgroundAndForeground(labels) : labels;
  }

  /**
   * The choices of the means over some classes.
   *
   * @throws InputRefusedException when a label is none, or a class is none of these
   */
  Policy policy(List<String> classes) {
    TreeSet<Integer> leftOut = new TreeSet<>();
    if (ignore != null) {
      check("--ignore", ignore, 0, ScoreOptions.MAX_LABEL, "a label");
      if (!isBinary() && ignore < classes.size()) {
        leftOut.add(ignore);
      }
    }
    if (background != null) {
      check("--background", background, 0, classes.size() - 1, "a class");
      leftOut.add(background);
    }
    return new Policy(policy, leftOut);
  }

  /**
   * Into how many tasks the images are divided; null when that is not given.
   *
   * @throws InputRefusedException when so many cannot be
   */
  @Nullable Integer partitions() {
    if (partitions != null) {
      check("--partitions", partitions, 1, MAX_TASKS, "a number of tasks");
    }
    return partitions;
  }

  private static void check(String option, int value, int first, int last, String what) {
    InputRefusedException.require(
        value >= first && value <= last,
        "%s %s is out of range: it has to be %s from %s to %s."
            .formatted(option, value, what, first, last));
  }

  /**
   * Adds every choice that changes a number, but those of scores.
   *
   * @param inputs the names of the truth and of each model's predictions
   * @param labels the names of the labels that the truth may hold
   */
  void describe(Definition definition, List<String> inputs, List<String> labels) {
    definition.put("task", scores.task);
    definition.put("truth", inputs.get(0));
    Map<String, String> predictions = new LinkedHashMap<>();
    models().keySet().forEach(model -> predictions.put(model, inputs.get(predictions.size() + 1)));
    definition.put("predictions", predictions);
    input.describe(definition, hasScores());
    definition.put("on_reject", onReject);
    List<String> classes = classes(labels);
    definition.put("classes", classes);
    if (isBinary()) {
      definition.put("labels", labels.isEmpty() ? null : labels);
    }
    definition.put("ignore", ignore);
    Policy chosen = policy(classes);
    Map<String, Object> policies = new LinkedHashMap<>();
    policies.put("empty_mask", policy.label());
    policies.put("meaning", policy.definition());
    policies.put("classes_left_out", chosen.leftOut().stream().map(classes::get).toList());
    definition.put("policy", policies);
    definition.put("slices", slices);
  }

  boolean isBinary() {
    return scores.task == Task.BINARY;
  }

  /** Whether predictions are scores and not label maps. */
  boolean hasScores() {
    return scores.task != Task.LABELS;
  }

  /** Model name → location, in the order given; a model without a name has its directory's. */
  Map<String, String> models() {
    Map<String, String> models = new LinkedHashMap<>();
    for (String prediction : predictions) {
      int equals = prediction.indexOf('=');
      boolean named = equals > 0 && prediction.lastIndexOf('/', equals) < 0;
      String location = named ? prediction.substring(equals + 1) : prediction;
      String name = named ? prediction.substring(0, equals) : lastPart(location);
      if (models.put(name, location) != null) {
        throw new InputRefusedException(
            "Two models are called '%s': give each a name as --prediction NAME=%s."
                .formatted(name, location));
      }
    }
    return models;
  }

  /** Where everything that is read lies. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>(List.of(truth));
    inputs.addAll(models().values());
    if (classes != null && !ClassNames.isNumber(classes)) {
      inputs.add(classes);
    }
    return inputs;
  }

  private static String lastPart(String location) {
    String trimmed = location.replaceAll("/+$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
