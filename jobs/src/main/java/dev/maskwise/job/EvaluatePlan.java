package dev.maskwise.job;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.ConfusionMetrics;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.OverlapMetrics;
import dev.maskwise.metric.Policy;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.MaskSources;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
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
  private final List<String> classes;
  private final Map<String, String> models;
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
    this.classes = ClassNames.read(hadoop, options.classes);
    this.models = options.models();
    this.policy = readPolicy();
    for (String slice : options.slices) {
      if (SliceRule.isRule(slice)) {
        sliceRules.add(SliceRule.of(slice));
      } else {
        sliceColumns.add(slice);
      }
    }
    sources.add(MaskSources.open(hadoop, options.truth, options.truthSuffix, options.columns()));
    for (String location : models.values()) {
      sources.add(MaskSources.open(hadoop, location, options.predictionSuffix, options.columns()));
    }
  }

  private Policy readPolicy() {
    TreeSet<Integer> leftOut = new TreeSet<>();
    Integer ignore = options.ignore;
    if (ignore != null) {
      check("--ignore", ignore, 0, MAX_LABEL, "a label");
      if (ignore < classes.size()) {
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

  /** The pass over the pixels, not yet run. */
  JavaRDD<ImageOutcome> images(SparkSession spark) {
    Dataset<Row> masks = MaskTable.union(spark, sources, sliceColumns);
    ImagePass pass =
        new ImagePass(
            sources.stream().map(MaskSource::location).toList(),
            classes.size(),
            options.ignore == null ? -1 : options.ignore,
            options.maxPixels,
            sliceRules,
            broadcast(spark));
    return MaskTable.byImage(masks, partitions(spark)).toJavaRDD().mapPartitions(pass);
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
    return new PerImageTable(models(), classes, policy);
  }

  /** Every choice that changes a number, in words that a report can show. */
  Map<String, @Nullable Object> definition() {
    Map<String, @Nullable Object> definition = new LinkedHashMap<>();
    definition.put("task", "labels");
    definition.put("truth", sources.get(0).location());
    Map<String, String> predictions = new LinkedHashMap<>();
    for (String model : models.keySet()) {
      predictions.put(model, sources.get(predictions.size() + 1).location());
    }
    definition.put("predictions", predictions);
    definition.put("classes", classes);
    definition.put("ignore", options.ignore);
    Map<String, Object> policies = new LinkedHashMap<>();
    policies.put("empty_mask", policy.emptyMask().label());
    policies.put("meaning", policy.emptyMask().definition());
    policies.put("classes_left_out", policy.leftOut().stream().map(classes::get).toList());
    definition.put("policy", policies);
    definition.put("slices", options.slices);
    definition.put("on_reject", options.onReject.name().toLowerCase(Locale.ROOT));
    Map<String, String> metrics = new LinkedHashMap<>();
    Stream.concat(ConfusionMetrics.ALL.stream(), OverlapMetrics.ALL.stream())
        .forEach((Metric<?> metric) -> metrics.put(metric.name(), metric.formula()));
    definition.put("metrics", metrics);
    Map<String, String> averagings = new LinkedHashMap<>();
    for (Averaging averaging : Averaging.values()) {
      averagings.put(averaging.label(), averaging.definition());
    }
    definition.put("averagings", averagings);
    return definition;
  }
}
