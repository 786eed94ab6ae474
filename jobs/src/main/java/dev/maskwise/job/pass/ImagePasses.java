package dev.maskwise.job.pass;

import dev.maskwise.image.ErrorKeys;
import dev.maskwise.image.ScoreRules;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.Inputs;
import dev.maskwise.job.plan.ScorePlan;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.run.numbers.ErrorGroup;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the passes of a plan. Nothing is read before a result is asked for. */
public final class ImagePasses {
  /** About how many bytes of encoded masks a partition reads; it takes a second or two. */
  private static final long BYTES_PER_PARTITION = 64L << 20;

  /** Enough partitions that the last ones do not keep the other cores waiting. */
  private static final int PARTITIONS_PER_CORE = 4;

  private final SparkSession spark;
  private final EvaluatePlan plan;
  private final Inputs inputs;

  public ImagePasses(SparkSession spark, EvaluatePlan plan) {
    this.spark = spark;
    this.plan = plan;
    this.inputs = plan.inputs();
  }

  /** All masks, rows of a {@link MaskTable}. */
  public Dataset<Row> masks() {
    return MaskTable.union(spark, inputs.sources(), inputs.sliceColumns());
  }

  /** The results of all images that some masks are of. */
  public JavaRDD<ImageResult> results(Dataset<Row> masks) {
    return pass(masks, counters());
  }

  /** What counts the pixels of images. */
  public ImageWork.Factory<ImageResult> counters() {
    ScorePlan scores = plan.scores();
    List<SliceRule> sliceRules = inputs.sliceRules();
    if (scores != null) {
      ScoreRules rules = scores.rules();
      ScoreImages images = new ScoreImages(scores.format(), inputs.maxPixels());
      int models = plan.models().size();
      Confidence confidence = plan.confidence();
      return () -> new ScoreCounter(rules, images, models, sliceRules, confidence);
    }
    int classes = plan.classes().size();
    int ignore = plan.ignore();
    int count = inputs.sources().size();
    long maxPixels = inputs.maxPixels();
    return () -> new LabelCounter(classes, ignore, count, sliceRules, maxPixels);
  }

  /**
   * The errors of all images that are not rejected.
   *
   * @param groups which errors, each of which is numbered by its place; computed twice, they are
   *     the same
   */
  public JavaRDD<ErrorKeys> errors(ScorePlan scores, List<ErrorGroup> groups) {
    ScoreRules rules = scores.rules();
    ScoreImages images = new ScoreImages(scores.format(), inputs.maxPixels());
    return pass(masks(), () -> new ErrorCollector(rules, images, groups));
  }

  /** What some work makes of all images that some masks are of. */
  public <T> JavaRDD<T> pass(Dataset<Row> masks, ImageWork.Factory<T> works) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return MaskTable.byImage(masks, partitions())
        .toJavaRDD()
        .mapPartitions(
            new ImagePass<>(
                inputs.locations(),
                works,
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()))));
  }

  /** Into how many partitions the images are divided. */
  public int partitions() {
    Integer given = plan.partitions();
    if (given != null) {
      return given;
    }
    long bySize = inputs.bytes() / BYTES_PER_PARTITION;
    int byCores = spark.sparkContext().defaultParallelism() * PARTITIONS_PER_CORE;
    return (int) Math.min(EvaluateOptions.MAX_PARTITIONS, Math.max(bySize, byCores));
  }
}
