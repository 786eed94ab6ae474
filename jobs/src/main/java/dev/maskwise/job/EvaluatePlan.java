package dev.maskwise.job;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.job.ErrorPass.ErrorGroup;
import dev.maskwise.job.EvaluateOptions.Engine;
import dev.maskwise.job.QueryResults.TaskPass;
import dev.maskwise.metric.Policy;
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
import dev.maskwise.reader.TableSource.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    this.labels = options.labels(hadoop);
    if (options.hasScores()) {
      this.scores = new ScorePlan(options.scores, labels.size(), options.ignore);
    } else {
      options.scores.refuseForLabels();
      this.scores = null;
    }
    this.classes = options.classes(labels);
    this.models = options.models();
    this.policy = options.policy(classes);
    for (String slice : options.slices) {
      if (SliceRule.isRule(slice)) {
        sliceRules.add(SliceRule.of(slice));
      } else {
        sliceColumns.add(slice);
      }
    }
    openSources();
  }

  private void openSources() {
    InputOptions input = options.input;
    Columns masks = input.columns(input.maskColumn);
    sources.add(MaskSources.open(hadoop, options.truth, input.truthSuffix, masks, Content.LABELS));
    boolean scored = options.hasScores();
    for (String location : models.values()) {
      sources.add(
          MaskSources.open(
              hadoop,
              location,
              input.predictionSuffix(scored),
              scored ? input.columns(options.scores.format.column) : masks,
              scored ? Content.SCORES : Content.LABELS));
    }
  }

  List<String> classes() {
    return classes;
  }

  /** The class of which a score channel gives scores: the foreground in a binary task. */
  int classOfScores(int channel) {
    return options.isBinary() ? 1 : channel;
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
        new LabelQuery(
            spark, sources, sliceColumns, classes.size(), ignore(), options.input.maxPixels);
    return QueryResults.of(query.in(partitions(spark)), sliceRules, masks, tasks);
  }

  /** The Lovász losses that a second pass finds; none where none is asked for. */
  ExactLosses exactLosses(SparkSession spark) {
    List<ErrorGroup> groups = scores == null ? List.of() : scores.errorGroups(models.size());
    if (groups.isEmpty()) {
      return ExactLosses.NONE;
    }
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
    long maxPixels = options.input.maxPixels;
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
    Integer given = options.partitions();
    if (given != null) {
      return given;
    }
    long bySize = sources.stream().mapToLong(MaskSource::bytes).sum() / BYTES_PER_TASK;
    int byCores = spark.sparkContext().defaultParallelism() * TASKS_PER_CORE;
    return (int) Math.min(EvaluateOptions.MAX_TASKS, Math.max(bySize, byCores));
  }

  /** The rows of {@code per_image.parquet}. */
  PerImageTable perImage() {
    return new PerImageTable(
        models(), classes, policy, scores == null ? List.of() : scores.losses());
  }

  /** Every choice of the options that changes a number. */
  Definition definition() {
    Definition definition = new Definition();
    options.describe(definition, sources.stream().map(MaskSource::name).toList(), labels);
    if (scores != null) {
      scores.describe(definition);
    }
    return definition;
  }
}
