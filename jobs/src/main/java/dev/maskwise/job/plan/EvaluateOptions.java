package dev.maskwise.job.plan;

import static dev.maskwise.job.plan.Ranges.requireInRange;

import dev.maskwise.job.label.ClassList;
import dev.maskwise.job.plan.ClassOptions.ClassPlan;
import dev.maskwise.job.plan.EvaluatePlan.Engine;
import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.detection.DetectionMetrics;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.source.MaskSources;
import dev.maskwise.statistic.object.DetectionGrid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code evaluate}: what was given, what it comes to, and what is refused. */
public final class EvaluateOptions {
  /** Into no more pieces are the images divided. */
  public static final int MAX_PARTITIONS = 1_000_000;

  /** So many pieces are made of any input when they are asked for. */
  private static final int PIECES = 256;

  /** A piece of less than this is read sooner than a task is started. */
  private static final long BYTES_PER_PIECE = 64 << 10;

  /** What happens when an image is rejected. */
  private enum OnReject {
    /** The run ends with exit code 1 and leaves no output. */
    FAIL,
    /** The run goes on without the image, counts it and lists it. */
    SKIP
  }

  @Mixin private final InputOptions input = new InputOptions();

  @Mixin private final ClassOptions classes = new ClassOptions();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "undefined",
      description =
          "What 0/0 is worth: undefined (left out and counted), zero, one, or skip (only images"
              + " whose truth holds the class judge it). Default: ${DEFAULT-VALUE}.")
  private EmptyMask policy = EmptyMask.UNDEFINED;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ReuseOptions reuse = new ReuseOptions();

  @Option(
      names = "--on-reject",
      paramLabel = "fail|skip",
      defaultValue = "fail",
      description =
          "When an image is rejected: fail (exit code 1, no output) or skip (go on, count it, list"
              + " it). Default: ${DEFAULT-VALUE}.")
  private OnReject onReject = OnReject.FAIL;

  @Mixin private final ConfidenceOptions intervals = new ConfidenceOptions();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Into how many pieces the images are divided (default: from the cores and the size of"
              + " the input). The numbers do not depend on it. There are no more than 256, or one for"
              + " every 64 KiB of the input.")
  private @Nullable Integer partitions;

  @Option(
      names = "--engine",
      paramLabel = "auto|pass|query",
      defaultValue = "auto",
      description =
          "What counts the pixels: the pass of the job, or a query, which takes raw label maps of"
              + " tables and runs on GPUs where Spark has the RAPIDS Accelerator. The numbers are"
              + " the same. Default: ${DEFAULT-VALUE}, the query on GPUs, else the pass.")
  private Engine engine = Engine.AUTO;

  @ArgGroup(validate = false, heading = "%nPredictions that are scores:%n")
  private final ScoreOptions scores = new ScoreOptions();

  @ArgGroup(validate = false, heading = "%nPredictions that are objects:%n")
  private final ObjectOptions objects = new ObjectOptions();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** What a prediction is. */
  public Task task() {
    return scores.task();
  }

  /**
   * Checks and resolves the options of objects.
   *
   * @throws InputRefusedException when an option or an input cannot be worked with
   */
  public ObjectPlan objectPlan(Configuration hadoop) {
    Task task = scores.task();
    ObjectOptions.requireSuitable(command, task);
    requirePartitions();
    Definition definition = new Definition().put("task", task);
    InputOptions.Objects inputs = input.openObjects(hadoop, definition);
    definition.put("on_reject", onReject);
    ObjectOptions.Matched matched = objects.plan(task, definition);
    DetectionGrid grid = matched.rules().grid();
    return new ObjectPlan(
        task,
        inputs.sources(),
        inputs.models(),
        matched.rules(),
        matched.maxDetections(),
        inputs.sliceFields(),
        inputs.sliceRules(),
        inputs.maxPixels(),
        partitions,
        onReject == OnReject.SKIP,
        definition.entries(
            DetectionMetrics.of(grid, matched.maxDetections()),
            Map.of(Averaging.DATASET.label(), Averaging.DATASET.definition())));
  }

  private void requirePartitions() {
    if (partitions != null) {
      requireInRange("--partitions", partitions, 1, MAX_PARTITIONS, "a number of pieces ");
    }
  }

  /**
   * Checks and resolves the options.
   *
   * @param sources opens the inputs
   * @param conf the settings of Spark that change how tables are read
   * @throws InputRefusedException when an option or an input cannot be worked with
   */
  public EvaluatePlan plan(MaskSources sources, Supplier<Map<String, String>> conf) {
    Configuration hadoop = sources.hadoop();
    ClassPlan labels = classes.plan(hadoop, scores.task(), scores.areScores());
    ScorePlan scorePlan = scores.plan(labels);
    List<String> names = scores.classes(labels);
    Policy means = policy(labels, names);
    ObjectOptions.requireSuitable(command, scores.task());
    requirePartitions();
    Definition definition = new Definition().put("task", scores.task());
    Inputs inputs =
        input.open(
            sources,
            scorePlan == null ? null : scores.column(),
            scores.task().overlaps() ? names : List.of(),
            definition);
    describe(definition, labels, names, means);
    if (scorePlan != null) {
      scores.describe(definition, scorePlan, names);
    }
    Confidence confidence = intervals.plan(scorePlan != null, definition);
    definition.put("conf", inputs.areFiles() ? Map.of() : conf.get());
    List<String> models = inputs.models();
    Map<String, @Nullable Object> entries = definition.entries();
    return new EvaluatePlan(
        scores.task(),
        inputs,
        models,
        names,
        labels.meaning(),
        means,
        scorePlan,
        confidence,
        reuse.plan(hadoop, output.store(), models, entries, scorePlan),
        engine,
        partitions == null ? null : (int) Math.min(partitions, mostPieces(inputs)),
        onReject == OnReject.SKIP,
        entries);
  }

  /** More would be empty, and starting and finishing each costs the time of thousands of images. */
  private static long mostPieces(Inputs inputs) {
    return Math.max(PIECES, inputs.bytes() / BYTES_PER_PIECE);
  }

  /** The choices of the means over some classes. */
  private Policy policy(ClassPlan labels, List<String> names) {
    TreeSet<Integer> leftOut = new TreeSet<>();
    if (scores.task() != Task.BINARY && !scores.task().overlaps()) {
      leftOut.addAll(labels.meaning().leftOut());
    }
    if (labels.background() != null) {
      int background = ClassList.ofNames(names).label("--background", labels.background());
      requireInRange("--background", background, 0, names.size() - 1, "a class ");
      leftOut.add(background);
    }
    return new Policy(policy, leftOut);
  }

  private void describe(Definition definition, ClassPlan labels, List<String> names, Policy means) {
    definition.put("on_reject", onReject).put("classes", names);
    if (scores.task() == Task.BINARY) {
      definition.put("labels", labels.list().names().isEmpty() ? null : labels.list().names());
    }
    if (scores.task().overlaps()) {
      definition.put(
          "mask_values",
          "1 where a pixel is of the class and 0 where it is not; where the true mask of a class"
              + " holds the ignore value, the pixel counts nowhere for this class");
    }
    labels.describe(definition);
    Map<String, Object> policies = new LinkedHashMap<>();
    policies.put("empty_mask", policy.label());
    policies.put("meaning", policy.definition());
    policies.put("classes_left_out", means.leftOut().stream().map(names::get).toList());
    definition.put("policy", policies);
  }

  /**
   * Where the results go.
   *
   * @throws InputRefusedException when that is not said, or twice
   */
  public OutputPlan output() {
    return output.plan();
  }

  /** Where everything that is read lies. */
  public List<String> inputs(Configuration hadoop) {
    List<String> overlapping =
        scores.task().overlaps() ? classes.names(hadoop, scores.task()) : List.of();
    List<String> inputs = input.locations(hadoop, overlapping);
    inputs.addAll(classes.files());
    return inputs;
  }
}
