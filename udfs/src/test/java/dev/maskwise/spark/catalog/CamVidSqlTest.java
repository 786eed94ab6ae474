package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statements over Parquet tables of real masks and logits against the numbers of an independent
 * program in float64; skipped where the data set is not there.
 */
@Tag("slow")
class CamVidSqlTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");

  @TempDir static Path directory;
  private static JsonNode expected;

  @BeforeAll
  static void tables() throws IOException {
    assumeTrue(Files.isDirectory(CAMVID), "no CamVid at " + CAMVID.toAbsolutePath());
    expected = new ObjectMapper().readTree(CAMVID.resolve("expected.json").toFile());
    files("truth", "png");
    files("base", "png");
    files("car_logits", "npy");
    files("class_logits", "npy");
    table(
        "masks",
        """
        SELECT t.image_id, pmod(hash(t.image_id), 4) AS slice,
          labels_from_png(t.content).labels AS truth, labels_from_png(p.content).labels AS prediction
        FROM truth t JOIN base p ON t.image_id = p.image_id""");
    table(
        "scores",
        """
        SELECT m.image_id, scores_from_npy(s.content).scores AS logits,
          mask_of_class(m.truth, 8, 11) AS truth
        FROM car_logits s JOIN masks m ON s.image_id = m.image_id""");
  }

  private static void files(String name, String extension) {
    SqlSession.CODEGEN
        .spark()
        .read()
        .format("binaryFile")
        .option("pathGlobFilter", "*." + extension)
        .load(CAMVID.resolve(name).toString())
        .selectExpr(
            "regexp_extract(path, '([^/]+)[.]" + extension + "$', 1) AS image_id", "content")
        .createOrReplaceTempView(name);
  }

  private static void table(String name, String statement) {
    SparkSession spark = SqlSession.CODEGEN.spark();
    String path = directory.resolve(name).toString();
    spark.sql(statement).repartition(5).write().parquet(path);
    spark.read().parquet(path).createOrReplaceTempView(name);
  }

  @Test
  void oneStatementGivesTheMatrixAndItsMetrics() throws IOException {
    for (SqlSession session : SqlSession.values()) {
      Row row =
          session
              .sql(
                  """
                  SELECT to_json(counts_of_confusion(state)), mean_iou(state), mean_dice(state),
                    pixel_accuracy(state), mean_class_accuracy(state),
                    frequency_weighted_iou(state), iou(overlap_of_class(state, 8)), one_step
                  FROM (SELECT confusion_agg(truth, prediction, 11, 11) AS state,
                    mean_iou_agg(truth, prediction, 11, 11) AS one_step FROM masks)""")
              .head();
      JsonNode base = expected.get("semantic").get("base");
      assertThat(new ObjectMapper().readTree(row.getString(0))).isEqualTo(base.get("confusion"));
      List<String> metrics =
          List.of(
              "mean_iou",
              "mean_dice",
              "pixel_accuracy",
              "mean_class_accuracy",
              "frequency_weighted_iou");
      for (int i = 0; i < metrics.size(); i++) {
        assertClose(row.getDouble(1 + i), base.get(metrics.get(i)), 1e-12);
      }
      assertClose(row.getDouble(6), base.get("iou").get(8), 1e-12);
      assertThat(row.getDouble(7)).isEqualTo(row.getDouble(1));
    }
  }

  @Test
  void slicesMergeToTheWhole() {
    List<Row> rows =
        SqlSession.CODEGEN.rows(
            """
            WITH slices AS (
              SELECT slice, confusion_agg(truth, prediction, 11, 11) AS state,
                count(*) AS images FROM masks GROUP BY slice)
            SELECT hex(confusion_merge(state)), count(*), sum(images) FROM slices
            UNION ALL
            SELECT hex(confusion_agg(truth, prediction, 11, 11)), 4, count(*) FROM masks
            UNION ALL
            SELECT hex(confusion_merge(confusion(truth, prediction, 11, 11))), 4, count(*)
            FROM masks""");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).isEqualTo(rows.get(1)).isEqualTo(rows.get(2));
    assertThat(rows.get(0).getLong(2)).isEqualTo(101);
  }

  @Test
  void overlapOfOneClass() {
    Row row =
        SqlSession.CODEGEN
            .sql(
                """
                SELECT iou(o), dice(o), precision(o), recall(o) FROM (
                  SELECT overlap_agg(mask_of_class(truth, 8, 11), mask_of_class(prediction, 8), 255)
                    AS o FROM masks)""")
            .head();
    JsonNode base = expected.get("semantic").get("base");
    List<String> metrics = List.of("iou", "dice", "precision", "recall");
    for (int i = 0; i < metrics.size(); i++) {
      assertClose(row.getDouble(i), base.get(metrics.get(i)).get(8), 1e-12);
    }
  }

  @Test
  void lossesOfEachImage() {
    JsonNode images = expected.get("binary_car").get("images");
    for (SqlSession session : SqlSession.values()) {
      List<Row> rows =
          session.rows(
              """
              SELECT image_id, lovasz_hinge(logits, truth, 255), cross_entropy(logits, truth, 255),
                focal_loss(logits, truth, 2, 0.25, 255), soft_overlap(logits, truth, 255)
              FROM scores""");
      assertThat(rows).hasSize(images.size());
      for (Row row : rows) {
        JsonNode image = images.get(row.getString(0));
        assertClose(row.getDouble(1), image.get("lovasz_hinge"), 1e-6);
        assertClose(row.getDouble(2), image.get("bce_mean"), 1e-6);
        assertClose(row.getDouble(3), image.get("focal_mean_alpha_on_positive"), 1e-6);
        Row overlap = row.getStruct(4);
        assertClose(overlap.getDouble(0), image.get("soft_intersection"), 1e-6);
        assertThat(overlap.getLong(1)).isEqualTo(image.get("truth_cardinality").asLong());
        assertClose(overlap.getDouble(2), image.get("soft_prediction_cardinality"), 1e-6);
        assertThat(overlap.getLong(4)).isEqualTo(image.get("valid_pixels").asLong());
      }
    }
  }

  @Test
  void lossesOfSoftOverlapsOfEachImage() {
    JsonNode images = expected.get("binary_car").get("images");
    List<Row> rows =
        SqlSession.CODEGEN.rows(
            """
            SELECT image_id, soft_dice_loss(o), soft_iou_loss(o) FROM (
              SELECT image_id, soft_overlap(logits, truth, 255) AS o FROM scores)""");
    assertThat(rows).hasSize(images.size());
    for (Row row : rows) {
      JsonNode image = images.get(row.getString(0));
      assertClose(row.getDouble(1), image.get("soft_dice_loss_eps1e6"), 1e-6);
      assertClose(row.getDouble(2), image.get("soft_iou_loss_eps1e6"), 1e-6);
    }
  }

  @Test
  void lossesOfManyClasses() {
    JsonNode images = expected.get("multiclass");
    for (SqlSession session : SqlSession.values()) {
      List<Row> rows =
          session.rows(
              """
              SELECT image_id, multiclass_cross_entropy(scores, truth, 11, 11),
                multiclass_focal_loss(scores, truth, 11, 2, 11),
                soft_dice_loss(multiclass_soft_overlap(scores, truth, 11, 11)),
                soft_dice_loss(multiclass_soft_overlap(scores, truth, 11, 11), 'classes=joint'),
                lovasz_softmax(scores, truth, 11, 11),
                lovasz_softmax(scores, truth, 11, 11, 'logit', 'all')
              FROM (SELECT s.image_id, scores_from_npy(s.content).scores AS scores, m.truth
                FROM class_logits s JOIN masks m ON s.image_id = m.image_id)""");
      assertThat(rows).hasSize(images.size());
      List<String> losses =
          List.of(
              "cross_entropy_mean",
              "focal_softmax_gamma2_mean",
              "soft_dice_loss_class_mean_eps1e6",
              "soft_dice_loss_all_classes_jointly_eps1e6",
              "lovasz_softmax_present",
              "lovasz_softmax_all");
      for (Row row : rows) {
        JsonNode image = images.get(row.getString(0));
        for (int i = 0; i < losses.size(); i++) {
          assertClose(row.getDouble(1 + i), image.get(losses.get(i)), 1e-6);
        }
      }
    }
  }

  @Test
  void thresholdsAndCalibrationOfTheDataSet() {
    Row row =
        SqlSession.CODEGEN
            .sql(
                """
                SELECT best_threshold(h), best_iou(h), best_dice(h), ece(c),
                  brier(sums_of_soft_overlap(o)), o_pixels
                FROM (SELECT score_histogram_agg(logits, truth, 255, 16) AS h,
                  calibration_agg(logits, truth, 255) AS c,
                  soft_overlap_agg(logits, truth, 255) AS o,
                  sum(soft_overlap(logits, truth, 255).pixels) AS o_pixels FROM scores)""")
            .head();
    JsonNode dataset = expected.get("binary_car").get("dataset");
    List<String> metrics =
        List.of(
            "best_threshold_logit",
            "best_iou",
            "best_dice",
            "ece_15_equal_width_positive_class",
            "brier");
    for (int i = 0; i < metrics.size(); i++) {
      assertClose(row.getDouble(i), dataset.get(metrics.get(i)), i == 0 ? 1e-2 : 1e-5);
    }
    assertThat(row.getLong(5)).isEqualTo(dataset.get("pixels").asLong());
  }

  @Test
  void scoresOfTheDataSet() {
    Row row =
        SqlSession.CODEGEN
            .sql(
                """
                SELECT lovasz_hinge_agg(logits, truth, 255, 16), dataset_lovasz_hinge(h), auroc(h),
                  average_precision(h)
                FROM scores, (SELECT score_histogram_merge(part) AS h FROM (
                  SELECT score_histogram_agg(logits, truth, 255, 16) AS part FROM scores
                  GROUP BY pmod(hash(image_id), 3)))
                GROUP BY h""")
            .head();
    JsonNode dataset = expected.get("binary_car").get("dataset");
    assertClose(row.getDouble(0), dataset.get("lovasz_hinge_dataset"), 1e-5);
    assertThat(row.getDouble(1)).isEqualTo(row.getDouble(0));
    assertClose(row.getDouble(2), dataset.get("auroc"), 1e-5);
    assertClose(row.getDouble(3), dataset.get("average_precision_step"), 1e-5);
  }

  /** Equal but for a share of the expected number. */
  private static void assertClose(double actual, JsonNode number, double share) {
    double value = number.asDouble();
    assertThat(number.isNumber()).isTrue();
    assertThat(actual).isCloseTo(value, within(share * value));
  }
}
