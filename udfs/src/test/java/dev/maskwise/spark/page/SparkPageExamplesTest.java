package dev.maskwise.spark.page;

import static dev.maskwise.spark.column.Maskwise.confusion;
import static dev.maskwise.spark.column.Maskwise.confusionAgg;
import static dev.maskwise.spark.column.Maskwise.confusionMerge;
import static dev.maskwise.spark.column.Maskwise.dice;
import static dev.maskwise.spark.column.Maskwise.meanIou;
import static dev.maskwise.spark.column.Maskwise.overlap;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.image.RawLabels;
import dev.maskwise.metric.Interval;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.spark.column.Maskwise;
import dev.maskwise.spark.column.StatisticAggregator;
import dev.maskwise.spark.ml.SegmentationEvaluator;
import dev.maskwise.spark.ml.StatisticVectors;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/**
 * The Java of docs/spark.md: what stands between {@code // example} and {@code // end} here stands
 * in the page, in this order, and nothing else does.
 */
@Tag("slow")
class SparkPageExamplesTest {
  private static final Path PAGE = Path.of("..", "docs", "spark.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/maskwise/spark/page/SparkPageExamplesTest.java");

  private final SparkSession spark = SqlSession.CODEGEN.spark();

  /** Two images of two cities. */
  private final Dataset<Row> masks =
      spark.sql(
          "SELECT * FROM VALUES (1, 'Ulm', X'00010100', X'00010000'), (2, 'Bonn', X'01FF', X'0101')"
              + " AS masks(image_id, city, truth, prediction)");

  @Test
  void pageHoldsExactlyTheseExamples() throws IOException {
    List<String> here =
        blocks("(?sm)^ +// example\n(.*?)^ +// end$", Files.readString(SOURCE)).stream()
            .map(block -> block.stripTrailing().stripIndent())
            .toList();
    List<String> inPage =
        blocks("(?sm)^```java\n(.*?)^```$", Files.readString(PAGE)).stream()
            .map(String::strip)
            .toList();
    assertThat(here).isNotEmpty();
    assertThat(inPage).isEqualTo(here);
  }

  private static List<String> blocks(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult r) -> r.group(1))
        .toList();
  }

  @Test
  void session() {
    // example
    Maskwise.register(spark);
    // end
    assertThat(spark.catalog().functionExists("dice")).isTrue();
  }

  @Test
  void columns() {
    // example
    Dataset<Row> perImage =
        masks.select(
            col("image_id"),
            dice(col("truth"), col("prediction"), 255).as("dice"),
            meanIou(col("truth"), col("prediction"), 2, 255).as("mean_iou"));

    Dataset<Row> perCity =
        masks
            .groupBy("city")
            .agg(confusionAgg(col("truth"), col("prediction"), 2, 255).as("state"))
            .select(col("city"), col("state"), meanIou(col("state")).as("mean_iou"));

    Row all = perCity.agg(meanIou(confusionMerge(col("state"))), avg("mean_iou")).head();
    // end
    assertThat(perImage.orderBy("image_id").head().getDouble(1)).isEqualTo(2 / 3.0);
    assertThat(all.getDouble(0)).isCloseTo((2 / 3.0 + 2 / 3.0) / 2, within(1e-15));
    assertThat(all.getDouble(1)).isCloseTo(((2 / 3.0 + 0.5) / 2 + 1) / 2, within(1e-15));
  }

  @Test
  void typedColumn() {
    // example
    Encoder<Tuple2<byte[], byte[]>> pair = Encoders.tuple(Encoders.BINARY(), Encoders.BINARY());

    StatisticAggregator<Tuple2<byte[], byte[]>, ConfusionMatrix, ConfusionMatrix> confusion =
        StatisticAggregator.of(
            ConfusionMatrix.TYPE,
            (Tuple2<byte[], byte[]> image) -> RawLabels.confusion(image._1(), image._2(), 2, 255));

    ConfusionMatrix matrix =
        masks.select("truth", "prediction").as(pair).select(confusion.toColumn()).head();
    // end
    assertThat(matrix).isEqualTo(ConfusionMatrix.of(2, new long[] {2, 0, 1, 2}));
  }

  @Test
  void udafOfAMetric() {
    Encoder<Tuple2<byte[], byte[]>> pair = Encoders.tuple(Encoders.BINARY(), Encoders.BINARY());
    // example
    StatisticAggregator<Tuple2<byte[], byte[]>, ConfusionMatrix, Double> meanIouOfOnes =
        StatisticAggregator.of(
                ConfusionMatrix.TYPE,
                (Tuple2<byte[], byte[]> image) ->
                    RawLabels.confusion(image._1(), image._2(), 2, 255))
            .giving(
                matrix ->
                    ConfusionMetrics.MEAN_IOU.value(new ClassCounts(matrix, Policy.undefined())),
                Encoders.DOUBLE());

    spark.udf().register("my_mean_iou", udaf(meanIouOfOnes, pair));
    masks.createOrReplaceTempView("masks");
    Dataset<Row> perCity =
        spark.sql("SELECT city, my_mean_iou(truth, prediction) FROM masks GROUP BY city");
    // end
    assertThat(perCity.where("city = 'Bonn'").head().getDouble(1)).isOne();
  }

  @Test
  void storedStates() {
    Dataset<Row> stored =
        masks.select(confusion(col("truth"), col("prediction"), 2, 255).as("state"));
    // example
    byte[] merged =
        stored
            .as(Encoders.BINARY())
            .select(StatisticAggregator.ofStates(ConfusionMatrix.TYPE).toColumn())
            .head();
    OverlapCounts car = ConfusionMatrix.TYPE.decode(merged).overlap(1);
    // end
    assertThat(car).isEqualTo(new OverlapCounts(2, 3, 2, 5));
  }

  @Test
  void intervals() {
    Dataset<Row> stored =
        masks.select(confusion(col("truth"), col("prediction"), 2, 255).as("state"));
    // example
    List<ConfusionMatrix> images =
        stored.as(Encoders.BINARY()).collectAsList().stream()
            .map(ConfusionMatrix.TYPE::decode)
            .toList();

    CountEvaluation all = new CountEvaluation(2, Policy.undefined());
    images.forEach(all::add);
    Jackknife jackknife = new Jackknife(all.numbersWithout(all.blank()));
    for (ConfusionMatrix image : images) {
      CountEvaluation one = all.blank();
      one.add(image);
      jackknife.add(all.numbersWithout(one));
    }

    List<String> sure = new ArrayList<>();
    List<MetricValue> values = all.values();
    for (int i = 0; i < values.size(); i++) {
      MetricValue value = values.get(i);
      Estimate estimate = jackknife.estimates().get(i);
      if (value.metric().equals("mean_iou") && estimate != null) {
        Interval interval = estimate.interval(0.95);
        sure.add(
            "mean_iou (%s) %.3f [%.3f, %.3f]"
                .formatted(
                    value.averaging().label(), value.value(), interval.low(), interval.high()));
      }
    }
    // end
    // Of all pixels 2/3; without the one image 1, without the other (2/3 + 1/2)/2; t(0.975, 1) =
    // 12.706.
    assertThat(sure).contains("mean_iou (dataset) 0.667 [-1.980, 3.314]");
  }

  /** Two classes of pixels that a tree can tell apart. */
  private Dataset<Row> pixels() {
    SplittableRandom random = new SplittableRandom(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double label = random.nextInt(2);
      Vector features =
          Vectors.dense(label + random.nextDouble(), random.nextDouble(), random.nextDouble());
      rows.add(RowFactory.create(i % 4, label, features));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("image_id", DataTypes.IntegerType)
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType()));
  }

  @Test
  void modelSelection(@TempDir Path directory) throws IOException {
    Dataset<Row> pixels = pixels();
    String path = directory.resolve("evaluator").toString();
    // example
    SegmentationEvaluator evaluator =
        new SegmentationEvaluator()
            .setTruthCol("label")
            .setClasses(2)
            .setMetricName("mean_iou")
            .setAveraging("image_then_dataset")
            .setImageIdCol("image_id");

    DecisionTreeClassifier tree = new DecisionTreeClassifier();
    ParamMap[] grid = new ParamGridBuilder().addGrid(tree.maxDepth(), new int[] {0, 4}).build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(tree)
            .setEstimatorParamMaps(grid)
            .setEvaluator(evaluator)
            .setNumFolds(2)
            .fit(pixels);

    double meanIou = evaluator.evaluate(model.transform(pixels));
    evaluator.save(path);
    SegmentationEvaluator same = SegmentationEvaluator.load(path);
    // end
    assertThat(meanIou).isGreaterThan(0.95);
    assertThat(model.avgMetrics()[1]).isGreaterThan(model.avgMetrics()[0]);
    assertThat(same.explainParams()).contains("current: image_then_dataset");
  }

  @Test
  void masksAndVectors() {
    // example
    double dice =
        new SegmentationEvaluator()
            .setClasses(2)
            .setIgnore(255)
            .setMetricName("dice")
            .setClassId(1)
            .evaluate(masks);

    Vector meanCounts =
        masks
            .select(
                StatisticVectors.overlap(overlap(col("truth"), col("prediction"), 255))
                    .as("counts"))
            .select(Summarizer.mean(col("counts")))
            .head()
            .getAs(0);
    // end
    assertThat(dice).isEqualTo(0.8);
    assertThat(meanCounts).isEqualTo(Vectors.dense(1, 1.5, 1, 2.5));
  }
}
