package dev.maskwise.spark.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorSlicer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifiers of pixels that MLlib trains, chosen and judged by the evaluator. */
@Tag("slow")
class PixelClassifierTest {
  private static final SparkSession SPARK = SqlSession.CODEGEN.spark();

  private static SegmentationEvaluator evaluator() {
    return new SegmentationEvaluator()
        .setTruthCol("label")
        .setImageIdCol("image_id")
        .setClasses(PixelScenes.CLASSES)
        .setIgnore(PixelScenes.IGNORE);
  }

  private static Dataset<Row> scenes() {
    // What is ignored is not learnt either, and its label would be one class of 256.
    return PixelScenes.painted(SPARK, 4, 48, 32).where("label != " + PixelScenes.IGNORE).cache();
  }

  @Test
  void crossValidationInAPipelineTakesTheBestTree(@TempDir Path directory) throws IOException {
    Dataset<Row> scenes = scenes();
    DecisionTreeClassifier tree = new DecisionTreeClassifier().setFeaturesCol("colour").setSeed(1);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new VectorSlicer()
                      .setInputCol("features")
                      .setOutputCol("colour")
                      .setIndices(new int[] {0, 1, 2, 4}),
                  tree
                });
    ParamMap[] depths = new ParamGridBuilder().addGrid(tree.maxDepth(), new int[] {1, 6}).build();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEstimatorParamMaps(depths)
            .setEvaluator(evaluator().setAveraging("image_then_dataset"))
            .setNumFolds(2)
            .setSeed(1);
    CrossValidatorModel model = validator.fit(scenes);
    double[] values = model.avgMetrics();
    assertThat(values[0]).isBetween(0.1, 0.5);
    assertThat(values[1]).isBetween(0.5, 1.0).isGreaterThan(values[0]);
    PipelineModel best = (PipelineModel) model.bestModel();
    assertThat(best.stages()[1].get(best.stages()[1].getParam("maxDepth")).get()).isEqualTo(6);

    String path = directory.resolve("model").toString();
    model.save(path);
    CrossValidatorModel loaded = CrossValidatorModel.load(path);
    SegmentationEvaluator evaluator = (SegmentationEvaluator) loaded.getEvaluator();
    assertThat(evaluator.getAveraging()).isEqualTo("image_then_dataset");
    assertThat(evaluator.evaluate(loaded.transform(scenes)))
        .isEqualTo(evaluator.evaluate(model.transform(scenes)));
  }

  @Test
  void aSplitTakesTheBestRegressionAndTheNumberIsThatOfPlainCounts() {
    Dataset<Row> scenes = scenes();
    LogisticRegression regression = new LogisticRegression().setMaxIter(15);
    ParamMap[] penalties =
        new ParamGridBuilder().addGrid(regression.regParam(), new double[] {30, 0.001}).build();
    TrainValidationSplitModel model =
        new TrainValidationSplit()
            .setEstimator(regression)
            .setEstimatorParamMaps(penalties)
            .setEvaluator(evaluator())
            .setSeed(1)
            .fit(scenes);
    double[] values = model.validationMetrics();
    assertThat(values[1]).isGreaterThan(values[0]);
    Dataset<Row> predicted = model.transform(scenes);
    long[] counts = new long[PixelScenes.CLASSES * PixelScenes.CLASSES];
    for (Row row : predicted.select("label", "prediction").collectAsList()) {
      int label = (int) row.getDouble(0);
      int prediction = (int) row.getDouble(1);
      counts[label * PixelScenes.CLASSES + prediction]++;
    }
    assertThat(evaluator().evaluate(predicted))
        .isEqualTo(
            ConfusionMetrics.MEAN_IOU.value(
                new ClassCounts(
                    ConfusionMatrix.of(PixelScenes.CLASSES, counts), Policy.undefined())));
  }

  /** The trap of which the evaluator's documentation warns, and the way out. */
  @Test
  void modelSelectionTakesNaNForTheLargestNumber() {
    Dataset<Row> few =
        scenes()
            .where("image_id = 'scene0' AND label IN (1, 3)")
            .selectExpr("image_id", "cast(label = 1 AS double) AS label", "features");
    DecisionTreeClassifier tree = new DecisionTreeClassifier().setSeed(1);
    for (String emptyMask : List.of("undefined", "zero")) {
      TrainValidationSplitModel model =
          new TrainValidationSplit()
              .setEstimator(tree)
              .setEstimatorParamMaps(
                  new ParamGridBuilder().addGrid(tree.maxDepth(), new int[] {0, 4}).build())
              .setEvaluator(
                  evaluator()
                      .setMetricName("precision")
                      .setClassId(1)
                      .setClasses(2)
                      .setEmptyMask(emptyMask))
              .setSeed(1)
              .fit(few);
      boolean undefined = emptyMask.equals("undefined");
      assertThat(model.validationMetrics()[0])
          .isEqualTo(Double.valueOf(undefined ? Double.NaN : 0));
      assertThat(model.validationMetrics()[1]).isGreaterThan(0.5);
      assertThat(((DecisionTreeClassificationModel) model.bestModel()).depth() == 0)
          .isEqualTo(undefined);
    }
  }

  /** Photographs: pixels that are rows and the masks made of them have the same number. */
  @Test
  void pixelsOfPhotographsAndTheirMasks() throws IOException, MalformedException {
    assumeTrue(
        Files.isDirectory(PixelScenes.CAMVID),
        "no CamVid at " + PixelScenes.CAMVID.toAbsolutePath());
    List<String> names = List.of("0016E5_07959", "0016E5_08059", "0016E5_08159");
    Dataset<Row> pixels = PixelScenes.camVid(SPARK, names, 17);
    SegmentationEvaluator evaluator =
        evaluator().setClasses(11).setIgnore(11).setAveraging("image_then_dataset");
    Dataset<Row> predicted =
        new DecisionTreeClassifier()
            .setMaxDepth(8)
            .setSeed(1)
            .fit(pixels.where("label != 11 AND image_id != '0016E5_08059'"))
            .transform(pixels)
            .cache();
    double unseen = evaluator.evaluate(predicted.where("image_id = '0016E5_08059'"));
    assertThat(unseen).isBetween(0.1, 0.9);
    Dataset<Row> masks =
        predicted
            .withColumn("p", col("prediction").cast("int"))
            .withColumn("t", col("label").cast("int"))
            .groupBy("image_id")
            .agg(expr("array_sort(collect_list(struct(at, t, p)))").as("pixels"))
            .selectExpr(
                "image_id",
                "unhex(array_join(transform(pixels, q -> lpad(hex(q.t), 2, '0')), '')) AS truth",
                "unhex(array_join(transform(pixels, q -> lpad(hex(q.p), 2, '0')), '')) AS prediction");
    masks.createOrReplaceTempView("photo_masks");
    Object perImage =
        SqlSession.CODEGEN.value(
            "SELECT avg(mean_iou(confusion(truth, prediction, 11, 11))) FROM photo_masks");
    assertThat(evaluator.evaluate(predicted)).isCloseTo((Double) perImage, within(1e-12));
    assertThat(evaluator.setTruthCol("truth").evaluate(masks))
        .isEqualTo(evaluator.setTruthCol("label").evaluate(predicted));
  }
}
