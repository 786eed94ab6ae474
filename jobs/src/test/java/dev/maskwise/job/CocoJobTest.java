package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.reader.coco.CocoData;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole job on 100 real images of COCO against the numbers of COCO's own API; skipped where the
 * data set is not there.
 */
class CocoJobTest {
  private static final double TOLERANCE = 1e-12;
  private static final String TRUTH = "instances_val2014_100.json";
  private static final List<String> NAMES =
      List.of(
          "ap",
          "ap50",
          "ap75",
          "ap_small",
          "ap_medium",
          "ap_large",
          "ar1",
          "ar10",
          "ar100",
          "ar_small",
          "ar_medium",
          "ar_large");

  @TempDir static Path directory;
  private static JsonNode expected;
  private static Map<String, JsonNode> summaries;

  @BeforeAll
  static void evaluate() throws IOException {
    expected = CocoData.expected();
    summaries =
        Map.of(
            "bbox", run("bbox", "detections", "fakebbox100"),
            "segm", run("segm", "instances", "fakesegm100"));
  }

  private static JsonNode run(String name, String task, String results) throws IOException {
    Path out = directory.resolve(name);
    MaskwiseRun.of(
            "evaluate",
            "--task",
            task,
            "--truth",
            CocoData.file(TRUTH).toString(),
            "--prediction",
            "fake=" + CocoData.file("instances_val2014_" + results + "_results.json"),
            "--out",
            out.toString())
        .succeeds();
    return MaskwiseRun.summary(out);
  }

  @ParameterizedTest
  @CsvSource({"bbox", "segm"})
  void theTwelveNumbersAreThoseOfCocosApi(String kind) {
    JsonNode twelve = expected.get("val2014_100_" + kind).get("stats12");
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(MaskwiseRun.metric(summaries.get(kind), "fake", NAMES.get(i), "dataset", "null"))
          .as(NAMES.get(i))
          .isCloseTo(twelve.get(i).asDouble(), within(TOLERANCE));
    }
    assertThat(summaries.get(kind).get("images").get("evaluated").asInt()).isEqualTo(100);
    assertThat(summaries.get(kind).get("images").get("rejected").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"bbox", "segm"})
  void classesHaveTheNumbersOfTheirCategories(String kind) throws IOException {
    JsonNode categories = CocoData.json(TRUTH).get("categories");
    List<String> bands = List.of("ap", "ap_small", "ap_medium", "ap_large");
    int compared = 0;
    for (JsonNode category : categories) {
      JsonNode ofCategory =
          expected.get("val2014_100_" + kind).get("per_category").get(category.get("id").asText());
      for (int band = 0; band < bands.size() && ofCategory != null; band++) {
        JsonNode right = ofCategory.get("AP_by_area").get(band);
        double value =
            MaskwiseRun.metric(
                summaries.get(kind),
                "fake",
                bands.get(band),
                "dataset",
                category.get("name").asText());
        if (right.isNull()) {
          assertThat(value).isNaN();
        } else {
          assertThat(value).isCloseTo(right.asDouble(), within(TOLERANCE));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  /** From the stored states alone: as many detections, and the same first number. */
  @Test
  void statesOfImagesMerge() {
    DetectionRecords all = DetectionRecords.TYPE.empty();
    for (Row row : MaskwiseRun.table(directory.resolve("bbox"), "per_image.parquet")) {
      DetectionRecords one = DetectionRecords.TYPE.decode(row.getAs("state"));
      assertThat((long) row.getAs("detections")).isEqualTo(one.records());
      all = DetectionRecords.TYPE.add(all, one);
    }
    assertThat(all.records())
        .isEqualTo(MaskwiseRun.table(directory.resolve("bbox"), "detections.parquet").size());
    assertThat(DetectionEvaluation.of(all, List.of(1, 10, 100)).averagePrecision(0))
        .isEqualTo(MaskwiseRun.metric(summaries.get("bbox"), "fake", "ap", "dataset", "null"));
  }

  @Test
  void detectionsSayWhatTheyFound() throws IOException {
    List<Row> rows = MaskwiseRun.table(directory.resolve("segm"), "detections.parquet");
    assertThat(rows).hasSize(CocoData.json("instances_val2014_fakesegm100_results.json").size());
    long found = 0;
    for (Row row : rows) {
      List<Long> truePositive = row.getList(row.fieldIndex("true_positive"));
      List<Long> ignored = row.getList(row.fieldIndex("ignored"));
      assertThat(truePositive).hasSize(1);
      boolean first = (truePositive.get(0) & 1) == 1;
      found += first ? 1 : 0;
      if (first) {
        assertThat(row.<Double>getAs("iou")).isBetween(0.5, 1.0);
        assertThat(row.<Long>getAs("truth_id")).isNotNull();
      }
      assertThat(truePositive.get(0) & ignored.get(0)).isZero();
    }
    assertThat(found).isBetween(300L, 800L);
  }

  @Test
  void theDefinitionSaysWhatWasChosen() {
    JsonNode definition = summaries.get("segm").get("definition");
    assertThat(definition.get("task").asText()).isEqualTo("instances");
    assertThat(definition.get("overlap").asText()).isEqualTo("mask");
    assertThat(definition.get("iou_thresholds")).hasSize(10);
    assertThat(definition.get("area_bands").get("small").get(1).asDouble()).isEqualTo(1024);
    assertThat(definition.get("classes")).hasSize(80);
    assertThat(definition.get("metrics").has("ar_small")).isTrue();
    assertThat(Stream.of("rules", "ignore_rule", "zero_id", "limit", "categories"))
        .allMatch(definition::has);
  }
}
