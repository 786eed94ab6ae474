package dev.maskwise.spark.ml;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.statistic.ConfusionMatrix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluator over pixels and masks, in model selection with real classifiers, and on disk. */
class SegmentationEvaluatorTest {
  private static final SparkSession SPARK = SqlSession.CODEGEN.spark();

  /** Three images of two classes. */
  private static final String MASKS =
      "SELECT * FROM VALUES (1, X'00010100', X'00010000'), (2, X'01FF', X'0101'),"
          + " (3, X'0000', X'0000') AS masks(image_id, truth, prediction)";

  private static final List<ConfusionMatrix> MATRICES =
      List.of(
          ConfusionMatrix.of(2, new long[] {2, 0, 1, 1}),
          ConfusionMatrix.of(2, new long[] {0, 0, 0, 1}),
          ConfusionMatrix.of(2, new long[] {2, 0, 0, 0}));

  private static SegmentationEvaluator evaluator() {
    return new SegmentationEvaluator("e").setClasses(2).setIgnore(255);
  }

  /** The same as pixels: every byte a row. */
  private static Dataset<Row> pixels() {
    return SPARK.sql(
        """
        SELECT image_id, conv(substr(hex(truth), 2 * at + 1, 2), 16, 10)::int AS truth,
          conv(substr(hex(prediction), 2 * at + 1, 2), 16, 10)::double AS prediction
        FROM (SELECT *, explode(sequence(0, length(truth) - 1)) AS at FROM (%s))"""
            .formatted(MASKS));
  }

  @Tag("slow")
  @Test
  void everyValueIsThatOfTheMetricLayer() {
    for (EmptyMask emptyMask : EmptyMask.values()) {
      Policy policy = new Policy(emptyMask, Set.of(0));
      CountEvaluation expected = new CountEvaluation(2, policy);
      MATRICES.forEach(expected::add);
      SegmentationEvaluator evaluator =
          evaluator().setEmptyMask(emptyMask.label()).setLeftOut(0).setImageIdCol("image_id");
      for (Dataset<Row> rows : List.of(SPARK.sql(MASKS).repartition(3), pixels())) {
        assertThat(evaluator.evaluateAll(rows)).isEqualTo(expected.values());
        for (MetricValue value : expected.values()) {
          evaluator.setMetricName(value.metric()).setAveraging(value.averaging().label());
          if (value.classId() != null) {
            evaluator.setClassId(value.classId());
          }
          if (value.averaging() == Averaging.POOLED_PAIRS) {
            assertThat(evaluator.evaluate(rows)).isEqualTo(value.value());
          }
        }
      }
    }
  }

  @Test
  void masksWithoutAnIdAreImagesAndTilesWithOneAreTogether() {
    SegmentationEvaluator evaluator = evaluator().setAveraging("image_then_dataset");
    double mean = (((2 / 3.0) + 1 / 2.0) / 2 + 1 + 1) / 3;
    assertThat(evaluator.evaluate(SPARK.sql(MASKS))).isCloseTo(mean, within(1e-15));
    Dataset<Row> tiles = SPARK.sql("SELECT 'one' AS id, truth, prediction FROM (" + MASKS + ")");
    assertThat(evaluator.setImageIdCol("id").evaluate(tiles))
        .isEqualTo(evaluator().evaluate(SPARK.sql(MASKS)))
        .isEqualTo((4 / 5.0 + 2 / 3.0) / 2);
    assertThat(evaluator().evaluate(pixels())).isEqualTo((4 / 5.0 + 2 / 3.0) / 2);
    assertThat(evaluator().setMetricName("iou").setClassId(1).evaluate(pixels()))
        .isEqualTo(2 / 3.0);
  }

  @Test
  void undefinedIsNaN() {
    assertThat(evaluator().evaluate(pixels().limit(0))).isNaN();
    assertThat(evaluator().evaluate(SPARK.sql(MASKS).limit(0))).isNaN();
  }

  @Test
  void whatDoesNotFitIsRefusedInOneSentence() {
    assertRefused(
        new SegmentationEvaluator(),
        pixels(),
        "The metric mean_iou needs the parameter classes: how many");
    assertRefused(
        evaluator().setMetricName("dice"),
        pixels(),
        "The metric dice needs the parameter classId: for a");
    assertRefused(
        evaluator().setMetricName("dice").setClassId(2),
        pixels(),
        "There is no class 2; classes is 2.");
    assertRefused(
        evaluator().setAveraging("pooled_pairs"),
        pixels(),
        "The metric mean_iou has here no averaging pooled_pairs, only dataset; averages over images need imageIdCol");
    assertRefused(
        evaluator().setPredictionCol("image_id"),
        SPARK.sql(MASKS),
        "The columns truth and image_id hold both a number");
    assertRefused(
        evaluator().setIgnore(-1), SPARK.sql(MASKS), "confusion: the truth holds the label 255");
    assertRefused(
        evaluator().setIgnore(-1),
        pixels(),
        "The column truth holds 255.0, but the classes are 0 to 1.");
    assertRefused(
        evaluator(),
        pixels().withColumn("prediction", lit(0.5)),
        "The column prediction holds 0.5, but the classes are 0 to 1 and the ignore label");
    assertRefused(
        evaluator(),
        pixels().selectExpr("truth", "nullif(prediction, 1) AS prediction"),
        "The column prediction holds a null");
    assertRefused(
        evaluator(),
        SPARK.sql("SELECT X'00' AS truth, cast(NULL AS binary) AS prediction"),
        "The column prediction holds a null");
    assertThatThrownBy(() -> evaluator().setMetricName("accuracy"))
        .hasMessageContaining("metricName given invalid value accuracy");
    assertThatThrownBy(() -> evaluator().setAveraging("per_image"))
        .hasMessageContaining("invalid value");
  }

  private static void assertRefused(
      SegmentationEvaluator evaluator, Dataset<Row> rows, String message) {
    assertThatThrownBy(() -> evaluator.evaluate(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith(".");
  }

  @Test
  void betterIsWhatTheMetricSays() {
    SegmentationParams.metrics()
        .forEach(
            metric ->
                assertThat(evaluator().setMetricName(metric.name()).isLargerBetter())
                    .isEqualTo(metric.better() == Better.HIGHER));
  }

  @Test
  void parametersAreExplainedCopiedAndStored(@TempDir Path directory) throws Exception {
    SegmentationEvaluator evaluator =
        evaluator()
            .setTruthCol("label")
            .setPredictionCol("p")
            .setImageIdCol("id")
            .setMetricName("dice")
            .setClassId(1)
            .setAveraging("class_over_images")
            .setEmptyMask("one")
            .setLeftOut(0, 3);
    assertThat(Arrays.stream(evaluator.params()).map(param -> param.name()))
        .containsExactly(
            "averaging",
            "classId",
            "classes",
            "emptyMask",
            "ignore",
            "imageIdCol",
            "leftOut",
            "metricName",
            "predictionCol",
            "truthCol");
    assertThat(evaluator.explainParams())
        .contains("how images become one number: dataset, image_then_dataset");
    String path = directory.resolve("evaluator").toString();
    evaluator.save(path);
    SegmentationEvaluator loaded = SegmentationEvaluator.load(path);
    for (SegmentationEvaluator same : List.of(loaded, evaluator.copy(ParamMap.empty()))) {
      assertThat(same.uid()).isEqualTo("e");
      for (Param<?> param : evaluator.params()) {
        assertThat(same.getOrDefault(same.getParam(param.name())))
            .as(param.name())
            .isEqualTo(evaluator.getOrDefault(param));
      }
    }
    ParamMap extra = new ParamMap().put(evaluator.metricName().w("recall"));
    assertThat(evaluator.copy(extra).getMetricName()).isEqualTo("recall");
    assertThat(evaluator.getMetricName()).isEqualTo("dice");
  }
}
