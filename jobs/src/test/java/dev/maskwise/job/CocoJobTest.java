package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.reader.coco.CocoData;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static JsonNode summary(String kind) {
    return Objects.requireNonNull(summaries.get(kind));
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
      assertThat(MaskwiseRun.metric(summary(kind), "fake", NAMES.get(i), "dataset", "null"))
          .as(NAMES.get(i))
          .isCloseTo(twelve.get(i).asDouble(), within(TOLERANCE));
    }
    assertThat(summary(kind).get("images").get("evaluated").asInt()).isEqualTo(100);
    assertThat(summary(kind).get("images").get("rejected").asInt()).isZero();
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
                summary(kind), "fake", bands.get(band), "dataset", category.get("name").asText());
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

  /** The numbers of LVIS' API, and those of COCO's where an annotation has the id 0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lvis_basic       | --rules lvis    | AP, AP50, APs, APr, APc, APf, AR@300",
        "lvis_three_freq  | --rules lvis    | AP, AP50, APs, APr, APc, APf, AR@300",
        "lvis_edge_cases  | --rules lvis    | AP, AP50, APs, APr, APc, APf, AR@300",
        "hotcoco          |                 | hotcoco_plain",
        "hotcoco_edge     |                 | hotcoco_edge",
        "hotcoco_zero     |                 | hotcoco_zero_renumbered",
        "hotcoco_zero     | --zero-id lost  | hotcoco_zero",
      })
  void otherSetsHaveTheNumbersOfTheirPeers(String set, String words, String right)
      throws IOException {
    Path out = directory.resolve(set + (words == null ? "" : words.replaceAll("\\W+", "-")));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--task",
                "detections",
                "--truth",
                CocoData.file(set + "_gt.json").toString(),
                "--prediction",
                "m=" + CocoData.file(set + "_dt.json"),
                "--out",
                out.toString()));
    if (words != null) {
      arguments.addAll(List.of(words.split(" ", -1)));
    }
    MaskwiseRun.of(arguments.toArray(String[]::new)).succeeds();
    JsonNode summary = MaskwiseRun.summary(out);
    if (right.startsWith("AP")) {
      Map<String, String> names =
          Map.of(
              "AP",
              "ap",
              "AP50",
              "ap50",
              "APs",
              "ap_small",
              "APr",
              "ap_rare",
              "APc",
              "ap_common",
              "APf",
              "ap_frequent",
              "AR@300",
              "ar300");
      for (String name : right.split(", ", -1)) {
        assertNumber(
            summary,
            Objects.requireNonNull(names.get(name)),
            expected.get(set).get(name).asDouble());
      }
    } else {
      for (int i = 0; i < NAMES.size(); i++) {
        assertNumber(summary, NAMES.get(i), expected.get(right).get("stats12").get(i).asDouble());
      }
    }
  }

  /** 100 real images and 1,230 categories of LVIS; the numbers of its API at 7d7f07d. */
  @Test
  void lvisHasTheNumbersOfItsApi() throws IOException {
    Path out = directory.resolve("lvis");
    MaskwiseRun.of(
            "evaluate",
            "--task",
            "detections",
            "--rules",
            "lvis",
            "--truth",
            CocoData.file("lvis_val_100.json").toString(),
            "--prediction",
            "m=" + CocoData.file("lvis_synthetic_results.json"),
            "--out",
            out.toString())
        .succeeds();
    JsonNode summary = MaskwiseRun.summary(out);
    assertNumber(summary, "ap", .5209508388191066);
    assertNumber(summary, "ap_rare", .7);
    assertNumber(summary, "ap_common", .4833781628162817);
    assertNumber(summary, "ap_frequent", .5269139276172438);
    assertNumber(summary, "ar300", .5598650220405372);
  }

  private static void assertNumber(JsonNode summary, String name, double right) {
    double value = MaskwiseRun.metric(summary, "m", name, "dataset", "null");
    if (right == -1) {
      assertThat(value).as(name).isNaN();
    } else {
      assertThat(value).as(name).isCloseTo(right, within(TOLERANCE));
    }
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
        .isEqualTo(MaskwiseRun.metric(summary("bbox"), "fake", "ap", "dataset", "null"));
  }

  @Test
  void statesOfImagesMergeInSql() {
    double ap =
        MaskwiseRun.spark()
            .sql(
                "SELECT average_precision_of(detection_records_merge(state)) FROM parquet.`%s`"
                    .formatted(directory.resolve("segm").resolve("per_image.parquet")))
            .first()
            .getDouble(0);
    assertThat(ap).isEqualTo(MaskwiseRun.metric(summary("segm"), "fake", "ap", "dataset", "null"));
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
    JsonNode definition = summary("segm").get("definition");
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
