package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on 101 real masks and two real models against the numbers of an independent program
 * in float64; skipped where the data set is not there.
 */
class CamVidTest {
  private static final double TOLERANCE = 1e-12;

  @TempDir static Path directory;
  private static JsonNode expected;
  private static JsonNode summary;
  private static Path out;

  @BeforeAll
  static void evaluate() throws IOException {
    expected = CamVid.expected();
    Path classes = CamVid.classes(expected, directory.resolve("classes.txt"));
    out = directory.resolve("out");
    MaskwiseRun.of(
            "evaluate",
            "--truth",
            CamVid.DIRECTORY.resolve("truth").toString(),
            "--prediction",
            "base=" + CamVid.DIRECTORY.resolve("base"),
            "--prediction",
            "small=" + CamVid.DIRECTORY.resolve("small"),
            "--classes",
            classes.toString(),
            "--ignore",
            expected.get("ignore_label").asText(),
            "--out",
            out.toString())
        .succeeds();
    summary = MaskwiseRun.summary(out);
  }

  @Test
  void countsAreExact() {
    for (String model : models()) {
      assertThat(summary.get("confusion").get(model)).isEqualTo(semantic(model).get("confusion"));
    }
    assertThat(summary.get("images").get("evaluated").asInt()).isEqualTo(101);
    assertThat(summary.get("images").get("rejected").asInt()).isZero();
  }

  /** What was not asked for when the pixels were read is asked of the states, in SQL. */
  @Test
  void statesOfImagesMerge() {
    List<Row> rows =
        MaskwiseRun.spark()
            .sql(
                "SELECT model, mean_iou(confusion_merge(state)), count(state) FROM parquet.`%s`"
                        .formatted(out.resolve("per_image.parquet"))
                    + " WHERE state IS NOT NULL GROUP BY model ORDER BY model")
            .collectAsList();
    assertThat(rows).hasSize(2);
    for (Row row : rows) {
      assertThat(row.getDouble(1))
          .isEqualTo(MaskwiseRun.metric(summary, row.getString(0), "mean_iou", "dataset", "null"));
      assertThat(row.getLong(2)).isEqualTo(101);
    }
  }

  @Test
  void classMetricsAgree() {
    for (String model : models()) {
      for (String name : List.of("iou", "dice", "precision", "recall")) {
        for (int c = 0; c < expected.get("classes").size(); c++) {
          String className = expected.get("classes").get(c).asText();
          assertClose(
              MaskwiseRun.metric(summary, model, name, "dataset", className),
              semantic(model).get(name).get(c),
              model + " " + name + " " + className);
        }
      }
    }
  }

  @Test
  void metricsOverClassesAgree() {
    for (String model : models()) {
      for (String name :
          List.of(
              "mean_iou",
              "mean_dice",
              "pixel_accuracy",
              "mean_class_accuracy",
              "frequency_weighted_iou")) {
        assertOverClasses(model, name, "dataset", name);
      }
      assertOverClasses(model, "mean_iou", "image_then_dataset", "mean_iou_image_then_dataset");
      assertOverClasses(model, "mean_iou", "class_over_images", "mean_iou_class_over_images");
      assertOverClasses(model, "mean_iou", "pooled_pairs", "mean_iou_pooled_pairs");
      assertOverClasses(model, "mean_dice", "image_then_dataset", "mean_dice_image_then_dataset");
    }
  }

  @Test
  void perImageValuesAgree() {
    List<Row> rows = MaskwiseRun.table(out, "per_image.parquet");
    assertThat(rows).hasSize(101 * 2 * 11);
    for (Row row : rows) {
      String model = row.getAs("model");
      String image = row.getAs("image_id");
      int classId = row.getAs("class_id");
      JsonNode value = semantic(model).get("per_image_iou").get(image).get(classId);
      Double iou = row.getAs("iou");
      assertClose(iou == null ? Double.NaN : iou, value, model + " " + image + " " + classId);
    }
  }

  @Test
  void perImageConfusionAddsUpToTheWhole() {
    long[][] sum = new long[11][11];
    for (Row row : MaskwiseRun.table(out, "per_image.parquet")) {
      if (row.getAs("model").equals("base")) {
        List<Long> counts = row.getList(row.fieldIndex("confusion"));
        int truth = row.getAs("class_id");
        for (int p = 0; p < 11; p++) {
          sum[truth][p] += counts.get(p);
        }
      }
    }
    JsonNode rows = new ObjectMapper().valueToTree(sum);
    assertThat(rows.toString()).isEqualTo(semantic("base").get("confusion").toString());
  }

  private static void assertOverClasses(String model, String name, String averaging, String key) {
    assertClose(
        MaskwiseRun.metric(summary, model, name, averaging, "null"),
        semantic(model).get(key),
        model + " " + key);
  }

  private static void assertClose(double actual, JsonNode expectedValue, String what) {
    if (expectedValue.isNull()) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat(actual).as(what).isCloseTo(expectedValue.asDouble(), within(TOLERANCE));
    }
  }

  private static JsonNode semantic(String model) {
    return expected.get("semantic").get(model);
  }

  private static List<String> models() {
    return List.of("base", "small");
  }
}
