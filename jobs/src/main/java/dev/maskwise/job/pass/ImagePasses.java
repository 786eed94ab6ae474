package dev.maskwise.job.pass;

import dev.maskwise.image.ErrorKeys;
import dev.maskwise.image.ScoreRules;
import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.Inputs;
import dev.maskwise.job.plan.ScorePlan;
import dev.maskwise.reader.ImageGroups;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.SourceNumbers;
import dev.maskwise.reader.source.PairedFiles;
import dev.maskwise.run.numbers.ErrorGroup;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the passes of a plan. Nothing is read before a result is asked for. */
public final class ImagePasses {
  /** About how many bytes of encoded masks a partition reads; it takes a second or two. */
  private static final long BYTES_PER_PARTITION = 64L << 20;

  /** Enough partitions that the last ones do not keep the other cores waiting. */
  private static final int PARTITIONS_PER_CORE = 4;

  private final RunningSpark spark;
  private final EvaluatePlan plan;
  private final Inputs inputs;

  public ImagePasses(RunningSpark spark, EvaluatePlan plan) {
    this.spark = spark;
    this.plan = plan;
    this.inputs = plan.inputs();
  }

  /** All masks, rows of a {@link MaskTable}. */
  public Dataset<Row> masks() {
    return MaskTable.union(spark.session(), inputs.sources(), inputs.sliceColumns());
  }

  /** The results of all images. */
  public JavaRDD<ImageResult> results() {
    return pass(images(), counters());
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
      ScoreImages images = scoreImages(scores);
      int models = plan.models().size();
      Confidence confidence = plan.confidence();
      return () -> new ScoreCounter(rules, images, models, sliceRules, confidence);
    }
    LabelMeaning labels = plan.labels();
    int models = plan.models().size();
    long maxPixels = inputs.maxPixels();
    if (plan.task().overlaps()) {
      int classes = plan.classes().size();
      return () -> new MaskImages(labels, classes, models, sliceRules, maxPixels);
    }
    return () -> new LabelCounter(labels, models, sliceRules, maxPixels);
  }

  private ScoreImages scoreImages(ScorePlan scores) {
    return new ScoreImages(
        scores.format(), plan.labels().ofTruth(), plan.task().overlaps(), inputs.maxPixels());
  }

  /**
   * The errors of all images that are not rejected.
   *
   * @param groups which errors, each of which is numbered by its place; computed twice, they are
   *     the same
   */
  public JavaRDD<ErrorKeys> errors(ScorePlan scores, List<ErrorGroup> groups) {
    ScoreRules rules = scores.rules();
    ScoreImages scored = scoreImages(scores);
    return pass(images(), () -> new ErrorCollector(rules, scored, groups));
  }

  /** What some work makes of all images that some masks are of. */
  public <T> JavaRDD<T> pass(Dataset<Row> masks, ImageWork.Factory<T> works) {
    return pass(images(masks), works);
  }

  private <T> JavaRDD<T> pass(JavaRDD<ImageMasks> images, ImageWork.Factory<T> works) {
    JavaSparkContext context = spark.context();
    return images.mapPartitions(
        new ImagePass<>(
            places(context),
            works,
            context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()))));
  }

  private List<ImageMasks.Place> places(JavaSparkContext context) {
    return inputs.sources().stream()
        .map(
            source -> {
              List<String> unread = source.unread(context);
              String more = unread.size() > 1 ? " and %,d more".formatted(unread.size() - 1) : "";
              return new ImageMasks.Place(
                  source.location(), unread.isEmpty() ? "" : unread.get(0) + more);
            })
        .toList();
  }

  /** All images: those of files are paired as they were listed, others by a query. */
  private JavaRDD<ImageMasks> images() {
    if (!inputs.areFiles()) {
      return images(masks());
    }
    List<PairedFiles> parts =
        PairedFiles.of(inputs.numbers(), inputs.sources(), inputs.sliceColumns(), spark.context())
            .parts(partitions());
    return spark.context().parallelize(parts, parts.size()).flatMap(PairedFiles::images);
  }

  private JavaRDD<ImageMasks> images(Dataset<Row> masks) {
    SourceNumbers numbers = inputs.numbers();
    return MaskTable.byImage(masks, partitions())
        .toJavaRDD()
        .mapPartitions(rows -> new ImageGroups(rows, numbers));
  }

  /** Into how many partitions the images are divided. */
  public int partitions() {
    Integer given = plan.partitions();
    if (given != null) {
      return given;
    }
    long bySize = inputs.bytes() / BYTES_PER_PARTITION;
    int byCores = spark.context().defaultParallelism() * PARTITIONS_PER_CORE;
    return (int) Math.min(EvaluateOptions.MAX_PARTITIONS, Math.max(bySize, byCores));
  }
}
