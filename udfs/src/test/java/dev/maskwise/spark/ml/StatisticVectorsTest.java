package dev.maskwise.spark.ml;

import static dev.maskwise.spark.column.Maskwise.confusion;
import static dev.maskwise.spark.column.Maskwise.overlap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.spark.catalog.SqlSession;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Statistics of images as vectors, and what MLlib makes of them. */
class StatisticVectorsTest {
  private static final SparkSession SPARK = SqlSession.CODEGEN.spark();
  private static final Column STATE = confusion(col("truth"), col("prediction"), 3, 255);

  private static Dataset<Row> masks() {
    return SPARK.sql(
        "SELECT * FROM VALUES (1, X'00010100', X'00010000'), (2, X'01FF', X'0101')"
            + " AS masks(image_id, truth, prediction)");
  }

  private static Vector mean(Column vector) {
    return masks().select(vector.as("v")).select(Summarizer.mean(col("v"))).head().getAs(0);
  }

  @Test
  void countsOfMasks() {
    Column overlap = StatisticVectors.overlap(overlap(col("truth"), col("prediction"), 255));
    assertThat(masks().where("image_id = 1").select(overlap).head().<Vector>getAs(0))
        .isEqualTo(Vectors.dense(1, 2, 1, 4));
    assertThat(mean(overlap)).isEqualTo(Vectors.dense(1, 1.5, 1, 2.5));
    Row summary =
        masks()
            .select(overlap.as("v"))
            .select(Summarizer.metrics("sum", "max", "count").summary(col("v")).as("s"))
            .select("s.*")
            .head();
    assertThat(summary.<Vector>getAs("sum")).isEqualTo(Vectors.dense(2, 3, 2, 5));
    assertThat(summary.<Vector>getAs("max")).isEqualTo(Vectors.dense(1, 2, 1, 4));
    assertThat(summary.<Long>getAs("count")).isEqualTo(2);
  }

  @Test
  void countsOfPairsOfClasses() {
    assertThat(mean(StatisticVectors.confusion(STATE)))
        .isEqualTo(Vectors.dense(1, 0, 0, 0.5, 1, 0, 0, 0, 0));
  }

  @Test
  void metricsOfClasses() {
    assertThat(
            masks()
                .where("image_id = 1")
                .select(StatisticVectors.classes(STATE, "recall"))
                .head()
                .<Vector>getAs(0)
                .toArray())
        .containsExactly(1, 0.5, Double.NaN);
    assertThat(mean(StatisticVectors.classes(STATE, "iou", EmptyMask.ONE)))
        .isEqualTo(Vectors.dense((2 / 3.0 + 1) / 2, 0.75, 1));
    assertThatThrownBy(() -> StatisticVectors.classes(STATE, "f1"))
        .hasMessage(
            "There is no metric 'f1' of a class; there are iou, dice, precision, recall,"
                + " specificity.");
  }

  @Test
  void nullInNullOut() {
    Dataset<Row> one = SPARK.range(1).toDF();
    Column nothing = lit(null).cast("binary");
    assertThat(
            one.select(
                    StatisticVectors.confusion(nothing),
                    StatisticVectors.classes(nothing, "iou"),
                    StatisticVectors.overlap(overlap(nothing, nothing)))
                .head()
                .anyNull())
        .isTrue();
    assertThat(one.select(StatisticVectors.overlap(overlap(nothing, nothing))).head().get(0))
        .isNull();
  }
}
