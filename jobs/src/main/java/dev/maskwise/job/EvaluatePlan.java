package dev.maskwise.job;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.job.ErrorPass.ErrorGroup;
import dev.maskwise.job.EvaluateOptions.Engine;
import dev.maskwise.job.QueryResults.TaskPass;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.curve.ScoreEvaluation;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.MaskSources;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.ScoreFormat;
import dev.maskwise.reader.SliceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code evaluate}, checked and resolved: what to read, and what the numbers mean.
 */
final class EvaluatePlan {
  /** About how many bytes of encoded masks a task reads; it takes a second or two. */
  private static final long BYTES_PER_TASK = 64L << 20;

  /** Enough tasks that the last ones do not keep the other cores waiting. */
  private static final int TASKS_PER_CORE = 4;

  private static final int MAX_TASKS = 1_000_000;
  private static final int MAX_LABEL = 65535;

  private final EvaluateOptions options;
  private final Configuration hadoop;
  private final List<String> labels;
  private final List<String> classes;
  private final Map<String, String> models;
  private final @Nullable ScorePlan scores;
  private final Policy policy;
  private final List<MaskSource> sources = new ArrayList<>();
  private final List<SliceRule> sliceRules = new ArrayList<>();
  private final List<String> sliceColumns = new ArrayList<>();

  /**
   * @throws InputRefusedException when an option or an input cannot be worked with
   */
  EvaluatePlan(EvaluateOptions options, Configuration hadoop) {
    this.options = options;
    this.hadoop = hadoop;
    this.labels = readLabels();
    this.scores =
        options.hasScores()
            ? new ScorePlan(options.scores, labels.size(), options.ignore)
            : refuseStrayOptions();
    this.classes = isBinary() ? backgroundAndForeground() : labels;
    this.models = options.models();
    this.policy = readPolicy();
    for (String slice : options.slices) {
      if (SliceRule.isRule(slice)) {
        sliceRules.add(SliceRule.of(slice));
      } else {
        sliceColumns.add(slice);
      }
    }
    sources.add(
        MaskSources.open(
            hadoop, options.truth, options.truthSuffix, options.truthColumns(), Content.LABELS));
    for (String location : models.values()) {
      sources.add(
          MaskSources.open(
              hadoop,
              location,
              options.predictionSuffix(),
              options.predictionColumns(),
              options.hasScores() ? Content.SCORES : Content.LABELS));
    }
  }

  private boolean isBinary() {
    return options.scores.task == Task.BINARY;
  }

  /** The names of the labels that the truth may hold; empty when any is allowed. */
  private List<String> readLabels() {
    String given = options.classes;
    if (given != null) {
      return ClassNames.read(hadoop, given);
    }
    if (isBinary()) {
      return List.of();
    }
    throw new InputRefusedException(
        "--classes is not given: name the classes in a file, or say how many there are.");
  }

  private @Nullable ScorePlan refuseStrayOptions() {
    ScoreOptions given = options.scores;
    if (given.kind != null || !given.losses.isEmpty()) {
      throw new InputRefusedException(
          "--score and --losses are for scores: say --task binary or --task multiclass as well.");
    }
    if (given.foreground != null || given.threshold != null) {
      throw new InputRefusedException(
          "--foreground and --threshold are for scores of one class: say --task binary as well.");
    }
    return null;
  }

  /** The two classes of a binary task. */
  private List<String> backgroundAndForeground() {
    Integer foreground = options.scores.foreground;
    String name = foreground == null || labels.isEmpty() ? "foreground" : labels.get(foreground);
    return List.of(name.equals("background") ? "rest" : "background", name);
  }

  private Policy readPolicy() {
    TreeSet<Integer> leftOut = new TreeSet<>();
    Integer ignore = options.ignore;
    if (ignore != null) {
      check("--ignore", ignore, 0, MAX_LABEL, "a label");
      if (!isBinary() && ignore < classes.size()) {
        leftOut.add(ignore);
      }
    }
    Integer background = options.background;
    if (background != null) {
      check("--background", background, 0, classes.size() - 1, "a class");
      leftOut.add(background);
    }
    return new Policy(options.policy, leftOut);
  }

  private static void check(String option, int value, int first, int last, String what) {
    if (value < first || value > last) {
      throw new InputRefusedException(
          "%s %d is out of range: it has to be %s from %d to %d."
              .formatted(option, value, what, first, last));
    }
  }

  List<String> classes() {
    return classes;
  }

  /** The class of which a score channel gives scores: the foreground in a binary task. */
  int classOfScores(int channel) {
    return isBinary() ? 1 : channel;
  }

  List<String> models() {
    return List.copyOf(models.keySet());
  }

  Policy policy() {
    return policy;
  }

  boolean skipsRejected() {
    return options.onReject == EvaluateOptions.OnReject.SKIP;
  }

  /** What the user should know about the inputs. */
  List<String> remarks() {
    return sources.stream().flatMap(source -> source.remarks().stream()).toList();
  }

  /** What the pass over the pixels leaves. */
  ImageResults images(SparkSession spark) {
    EngineChoice choice = EngineChoice.of(options.engine, spark, sources, scores != null);
    ImagePass pass = new ImagePass(locations(), counters(), sliceRules, broadcast(spark));
    Dataset<Row> masks = MaskTable.union(spark, sources, sliceColumns);
    TaskPass tasks = some -> byImage(spark, some).mapPartitions(pass);
    if (choice.engine() == Engine.TASKS) {
      return TaskResults.of(tasks.over(masks), choice.remarks());
    }
    LabelQuery query =
        new LabelQuery(spark, sources, sliceColumns, classes.size(), ignore(), options.maxPixels);
    return QueryResults.of(query.in(partitions(spark)), sliceRules, masks, tasks);
  }

  /** The Lovász losses that a second pass finds; none where none is asked for. */
  ExactLosses exactLosses(SparkSession spark) {
    if (scores == null || !scores.exactLovasz()) {
      return ExactLosses.NONE;
    }
    List<ErrorGroup> groups = scores.errorGroups(models.size());
    return ExactLosses.of(
        groups,
        byImage(spark, MaskTable.union(spark, sources, sliceColumns))
            .mapPartitions(new ErrorPass(locations(), counters(), groups, broadcast(spark))));
  }

  private JavaRDD<Row> byImage(SparkSession spark, Dataset<Row> masks) {
    return MaskTable.byImage(masks, partitions(spark)).toJavaRDD();
  }

  /** Where the truth and each model's predictions are. */
  List<String> locations() {
    return sources.stream().map(MaskSource::location).toList();
  }

  private ImageCounter.Factory counters() {
    long maxPixels = options.maxPixels;
    if (scores != null) {
      ScoreRules rules = scores.rules();
      ScoreFormat format = scores.format();
      return () -> new ScoreCounter(rules, format, maxPixels);
    }
    int inputs = sources.size();
    int count = classes.size();
    int ignore = ignore();
    return () -> new LabelCounter(inputs, count, ignore, maxPixels);
  }

  /** The ignore label, negative for none. */
  private int ignore() {
    return options.ignore == null ? -1 : options.ignore;
  }

  /** The totals of no images. */
  Totals totals() {
    int count = classes.size();
    Policy given = policy;
    if (scores == null) {
      return new Totals(
          models.size(), () -> new SliceTotals(new CountEvaluation(count, given), null));
    }
    List<ScoreLoss> losses = scores.losses();
    int scored = scores.rules().channels();
    return new Totals(
        models.size(),
        () ->
            new SliceTotals(
                new CountEvaluation(count, given), new ScoreEvaluation(losses, scored, given)));
  }

  /** The names of the losses; none for label maps. */
  List<String> lossNames() {
    return scores == null ? List.of() : scores.losses().stream().map(ScoreLoss::name).toList();
  }

  /** What is asked of scores; null for label maps. */
  @Nullable ScorePlan scores() {
    return scores;
  }

  private Broadcast<SerializableConfiguration> broadcast(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .broadcast(new SerializableConfiguration(hadoop));
  }

  private int partitions(SparkSession spark) {
    Integer given = options.partitions;
    if (given != null) {
      check("--partitions", given, 1, MAX_TASKS, "a number of tasks");
      return given;
    }
    long bySize = sources.stream().mapToLong(MaskSource::bytes).sum() / BYTES_PER_TASK;
    int byCores = spark.sparkContext().defaultParallelism() * TASKS_PER_CORE;
    return (int) Math.min(MAX_TASKS, Math.max(bySize, byCores));
  }

  /** The rows of {@code per_image.parquet}. */
  PerImageTable perImage() {
    return new PerImageTable(
        models(), classes, policy, scores == null ? List.of() : scores.losses());
  }

  /** Every choice that changes a number, in words that a report can show. */
  Map<String, @Nullable Object> definition() {
    return new Definition(options, this).write();
  }
}
